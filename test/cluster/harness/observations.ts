import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One line of the table at the end of a run. */
export interface Observation {
  readonly environment: string;
  readonly event: string;
  readonly predicted: string;
  readonly seen: string;
  readonly seconds: number;
}

/** Tests run in several processes; a file is where they meet. */
const FILE = join(__dirname, '..', '..', '..', 'build', 'cluster', 'observations.jsonl');

export function forgetObservations(): void {
  rmSync(FILE, { force: true });
}

/** Notes what was predicted and what `watch` saw, with the seconds that it took. */
export async function observe<T>(
  about: Pick<Observation, 'environment' | 'event' | 'predicted'>,
  watch: () => Promise<T>,
  describe: (outcome: T) => string,
): Promise<T> {
  const started = Date.now();
  const note = (seen: string): void => {
    mkdirSync(dirname(FILE), { recursive: true });
    appendFileSync(FILE, `${JSON.stringify({ ...about, seen, seconds: (Date.now() - started) / 1000 })}\n`);
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
  if (!existsSync(FILE)) return '';
  const rows = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Observation);
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
