import { UsageError } from '../harness/usage-error';
import type { Comparison } from './predictions/row';

/** What a run compares. */
export interface Options {
  /** The first seed, or the only one. */
  readonly seed: number;
  readonly single: boolean;
  /** All that there is to compare, and not what every change goes through. */
  readonly whole: boolean;
  /** On how many specifications. */
  readonly counts: Readonly<Record<Comparison, number>>;
  /** Clusters at a time. */
  readonly lanes: number;
}

/** Tests run in threads, which inherit this from the process that reads the arguments. */
const VARIABLE = 'NINES_AGREEMENT';

/** Two clusters and two minutes, always with the same seeds: what every change goes through. */
const small: Options = {
  seed: 376,
  single: false,
  whole: false,
  counts: { 'fresh placement': 16, rollout: 4, 'node loss': 2, 'zone loss': 1, drain: 3 },
  lanes: 1,
};

const flags: Readonly<Record<string, Comparison>> = {
  placements: 'fresh placement',
  rollouts: 'rollout',
  nodes: 'node loss',
  zones: 'zone loss',
  drains: 'drain',
};

/** About 25 minutes. Some losses and drains can't be tried, since no pod is bound: there are more of them than are wanted. */
const whole = { 'fresh placement': 208, rollout: 52, 'node loss': 72, 'zone loss': 40, drain: 72 };

/** What was asked for; without a word the small run. */
export function options(): Options {
  const given = process.env[VARIABLE];
  return given ? (JSON.parse(given) as Options) : small;
}

/** Reads the flags of `npm run test:agreement` for the tests to come; gives what is jest's own. */
export function readOptions(args: readonly string[]): string[] {
  const rest: string[] = [];
  const given: { seed: number; single: boolean; whole: boolean; counts: Record<Comparison, number>; lanes: number } = {
    seed: Math.floor(Math.random() * 2 ** 32),
    single: false,
    whole: true,
    counts: { ...whole },
    lanes: 2,
  };
  for (const arg of args) {
    const [, name = '', text = ''] = /^--([a-z]+)=(\d+)$/.exec(arg) ?? [];
    const number = Number(text);
    const comparison = flags[name];
    if (comparison) given.counts[comparison] = number;
    else if (name === 'lanes') given.lanes = Math.max(1, number);
    else if (name === 'seed' || name === 'from') Object.assign(given, { seed: seedOf(number), single: name === 'seed' });
    else rest.push(arg);
  }
  process.env[VARIABLE] = JSON.stringify(given);
  return rest;
}

function seedOf(number: number): number {
  if (number >= 2 ** 32) throw new UsageError(`${number} is no seed: seeds have 32 bits`);
  return number;
}
