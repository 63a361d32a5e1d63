import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { options } from '../options';
import { measure, type Outcome } from './measured';
import { bound, isInside, measuredPremises, measuredTable, middle, ranking } from './report';

/** All that the last run saw. */
const FILE = join(__dirname, '..', '..', '..', '..', 'build', 'agreement', 'availability.json');

const say = (line: string): unknown => process.stderr.write(`${line}\n`);

test(
  'the time below what is needed is what the model says',
  async () => {
    const { whole, seed } = options();
    const outcome = await measure(whole ? { seed, seconds: 1500, copies: 3, say } : { seed, seconds: 50, copies: 1, batches: 10 });
    const { measured } = outcome;
    keep(outcome);
    say(`\nseed ${seed}, ${measuredPremises(outcome)}\n${measuredTable(outcome)}`);
    // No share of a minute is exact enough to be held against anything.
    expect(withoutCause(outcome)).toEqual([]);
    expect(outcome.outages.length).toBeGreaterThan(0);
    if (!whole) return;
    expect(measured.filter(isInside).length).toBeGreaterThanOrEqual(4);
    expect(measured.filter((row) => bound(row) === 'below')).toEqual([]);
    expect(ranking(measured, ({ seen }) => seen.mean)).toEqual(ranking(measured, middle));
  },
  2 * 60 * 60 * 1000,
);

/** Stretches below what is needed that begin while nothing is down, nor was until a moment before. */
function withoutCause({ seen, outages }: Outcome): string[] {
  return seen.flatMap(({ workload, below }) =>
    below
      .filter((dip) => !outages.some(({ from, to }) => from - 1 <= dip.from && dip.from <= to + 10))
      .map((dip) => `${workload.name} from ${dip.from.toFixed(1)} s`),
  );
}

function keep(outcome: Outcome): void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(
    FILE,
    JSON.stringify(outcome, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value)),
  );
}
