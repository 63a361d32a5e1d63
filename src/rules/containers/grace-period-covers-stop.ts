import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

/** What the API server fills in. */
const defaultGracePeriod = 30;

/** The command by its name or its path, bare or in a shell's line. */
const sleeping = /(?:^|[\s;&/"'])sleep\s+(\d{1,6})([smh]?)(?:[\s;&"']|$)/;
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

export const gracePeriodCoversStop: Rule = {
  id: 'grace-period-covers-stop',
  severity: 'warning',
  title: 'The grace period is longer than the preStop hook',
  why: 'The period runs while the hook sleeps: the process is killed before it may end by itself, and requests are lost.',
  fix: 'Raise terminationGracePeriodSeconds above the sleep by as long as the process takes to end.',
  appliesTo: podMakers,
  *check({ pod }) {
    const period = pod?.spec.number('terminationGracePeriodSeconds') ?? defaultGracePeriod;
    for (const container of pod?.containers ?? []) {
      const { at, seconds } = sleepOf(container.at('lifecycle', 'preStop'));
      if (seconds === undefined || seconds < period) continue;
      const fix = `set terminationGracePeriodSeconds above ${seconds}, by as long as the process takes to end`;
      yield { at, message: `the hook sleeps ${seconds} s of a grace period of ${period} s`, fix };
    }
  },
};

function sleepOf(hook: Place): { readonly at: Place; readonly seconds?: number } {
  const seconds = hook.at('sleep', 'seconds');
  if (seconds.number() !== undefined) return { at: seconds, seconds: seconds.number() };
  const at = hook.at('exec', 'command');
  const words = at.parts().map(({ value }) => String(value));
  const [, slept, unit = 's'] = sleeping.exec(words.join(' ').slice(0, 2000)) ?? [];
  return { at, ...(slept !== undefined && { seconds: Number(slept) * (units[unit] ?? 1) }) };
}
