import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { comparisons, type Outcome } from './events';
import { lanes, type ServiceSet, summary } from './set';

/** Where the results are, one JSON object a line: a run that is broken off is taken up again where it was. */
const FILE = join(__dirname, '..', '..', '..', '..', 'build', 'agreement', 'sets.jsonl');

/** What one set showed. */
export interface Result {
  readonly seed: number;
  readonly lane: ServiceSet['lane'];
  readonly kubernetes: string;
  readonly services: number;
  readonly proved: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** The results of this run, and those of earlier ones with the same seeds and verdicts. */
export class SetJournal {
  readonly results: Result[] = [];
  private readonly earlier = new Map<number, Result>();

  constructor() {
    mkdirSync(dirname(FILE), { recursive: true });
    const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [];
    for (const line of lines) {
      const result = JSON.parse(line) as Result;
      this.earlier.set(result.seed, result);
    }
  }

  /** Takes over what an earlier run has shown of the set; false where it has to be tried, as it has where the verdicts changed, or something broke or was disturbed. */
  has({ seed, proved }: ServiceSet, kubernetes: string): boolean {
    const earlier = this.earlier.get(seed);
    const same = earlier?.kubernetes === kubernetes && earlier.proved.join() === proved.join();
    if (!earlier || !same || broken(earlier).length > 0 || earlier.outcomes.some(({ disturbed }) => disturbed)) return false;
    this.results.push(earlier);
    return true;
  }

  add(set: ServiceSet, kubernetes: string, outcomes: readonly Outcome[]): void {
    const { seed, lane, proved, system } = set;
    const result = { seed, lane, kubernetes, services: system.services.length, proved, outcomes };
    this.results.push(result);
    appendFileSync(FILE, `${JSON.stringify(result)}\n`);
    if (broken(result).length > 0) process.stderr.write(`${missOf(set, result)}\n`);
  }
}

/** Everything that happened to a proved service and shouldn't have. */
export function broken({ seed, outcomes }: Result): string[] {
  return outcomes.flatMap((outcome) => outcome.broken.map((it) => `seed ${seed}, ${outcome.comparison}: ${it}`));
}

function missOf(set: ServiceSet, result: Result): string {
  return `${broken(result).join('\n')}\n  ${summary(set)}\n${JSON.stringify(set.manifests)}`;
}

/** Counts for people. */
export function table(results: readonly Result[]): string {
  const lines = lanes.flatMap((lane) => {
    const of = results.filter((result) => result.lane === lane);
    const services = of.reduce((sum, { proved }) => sum + proved.length, 0);
    const outcomes = of.flatMap((result) => result.outcomes);
    const counts = comparisons.map((name) => {
      const made = outcomes.filter(({ comparison }) => comparison === name);
      return `${name} ${made.length} (${made.filter((it) => it.broken.length > 0).length} broken)`;
    });
    const disturbed = outcomes.filter((it) => it.disturbed).length;
    if (disturbed > 0) counts.push(`disturbed, so not counted as kept: ${disturbed}`);
    return of.length === 0 ? [] : [`${lane}: ${of.length} sets, ${services} services proved; ${counts.join(', ')}`];
  });
  return lines.join('\n');
}
