import { type Profiler, Session } from 'node:inspector';

// Only functions that run for the first time after this have counters.
const session = new Session();
session.connect();
ask('Profiler.enable');
ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How often blocks of this repository's code are entered in a piece of work, as V8 counts them for coverage: the same on every machine, however busy
 * it is.
 */
export function operationsIn(work: () => void): number {
  taken();
  work();
  const own = taken().filter(({ url }) => /[\\/]src[\\/]/.test(url));
  const ranges = own.flatMap(({ functions }) => functions.flatMap((it) => it.ranges));
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** Other suites of this process needn't be counted, which takes time. */
export function stopCounting(): void {
  session.disconnect();
}

/** What was counted since it was taken last. */
function taken(): readonly Profiler.ScriptCoverage[] {
  return (ask('Profiler.takePreciseCoverage') as Profiler.TakePreciseCoverageReturnType).result;
}

function ask(method: string, params: object = {}): unknown {
  let answer: unknown;
  // The answer comes before the call returns.
  session.post(method, params, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
}
