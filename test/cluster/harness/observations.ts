import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** One line of the table at the end of a run. */
export interface Observation {
  readonly environment: string;
  readonly event: string;
  readonly predicted: string;
  readonly seen: string;
  readonly seconds: number;
}

/** Tests run in several processes, which inherit this from the one that starts them; the file is where they meet. */
const FILE = 'NINES_OBSERVATIONS';

/** Begins a run's table in this file. */
export function beginObservations(file: string): void {
  writeFileSync(file, '');
  process.env[FILE] = file;
}

/** Notes what was predicted and what `watch` saw, with the seconds that it took. */
export async function observe<T>(
  about: Pick<Observation, 'environment' | 'event' | 'predicted'>,
  watch: () => Promise<T>,
  describe: (outcome: T) => string,
): Promise<T> {
  const started = Date.now();
  const note = (seen: string): void => {
    const file = process.env[FILE];
    if (file) appendFileSync(file, `${JSON.stringify({ ...about, seen, seconds: (Date.now() - started) / 1000 })}\n`);
  };
  try {
    const outcome = await watch();
    note(describe(outcome));
    return outcome;
  } catch (error) {
    note(`failed: ${(error as Error).message.split('\n')[0]}`);
    throw error;
  }
}

/** All that was noted, as a table for people. */
export function observationTable(): string {
  const lines = readFileSync(process.env[FILE] as string, 'utf8')
    .split('\n')
    .filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as Observation).sort(byEnvironment);
  const cells = rows.map(({ environment, event, predicted, seen, seconds }) => [environment, event, predicted, seen, seconds.toFixed(1)]);
  const table = [['environment', 'event', 'predicted', 'seen', 'seconds'], ...cells];
  const widths = (table[0] as string[]).map((_, column) => Math.max(...table.map((row) => (row[column] as string).length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What belongs together side by side, and within that in the order in which it was seen: sorting is stable. */
function byEnvironment(a: Observation, b: Observation): number {
  return a.environment.localeCompare(b.environment);
}
