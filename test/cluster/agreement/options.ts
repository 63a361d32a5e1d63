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
  /** How many sets of several services. */
  readonly sets: number;
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
  sets: 1,
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

/** The parts of a run, each a folder beside this file. */
const parts = ['predictions', 'sets', 'witnesses', 'availability'] as const;

/** What the arguments of `npm run test:agreement` ask for, handed on to the tests to come. @returns the parts to run, all where none is named */
export function readOptions(args: readonly string[]): readonly string[] {
  const given: { seed: number; single: boolean; whole: boolean; counts: Record<Comparison, number>; lanes: number; sets: number } = {
    seed: Math.floor(Math.random() * 2 ** 32),
    single: false,
    whole: true,
    counts: { ...whole },
    lanes: 2,
    sets: 200,
  };
  const named = new Set<string>();
  for (const arg of args) {
    if (parts.some((part) => part === arg)) {
      named.add(arg);
      continue;
    }
    const { name, number } = flagOf(arg);
    const comparison = flags[name];
    if (comparison) given.counts[comparison] = number;
    else if (name === 'sets') given.sets = number;
    else if (name === 'lanes') given.lanes = Math.max(1, number);
    else Object.assign(given, { seed: number, single: name === 'seed' });
  }
  if (!given.single) rejectNothing(given, named);
  process.env[VARIABLE] = JSON.stringify(given);
  return named.size > 0 ? [...named] : parts;
}

/** One option and its number; what isn't known is refused, or a run of half an hour compares something else than was meant. */
function flagOf(arg: string): { readonly name: string; readonly number: number } {
  const known = [...Object.keys(flags), 'sets', 'lanes', 'seed', 'from'];
  const [, name = '', text = ''] = /^--([a-z]+)=(.*)$/.exec(arg) ?? [];
  if (!known.includes(name)) {
    const options = known.map((it) => `--${it}=N`).join(', ');
    throw new UsageError(`unknown argument ${arg}; use ${parts.join(', ')}, ${options} or --kubernetes=VERSION`);
  }
  if (!/^\d+$/.test(text)) throw new UsageError(`${arg}: a whole number is needed, such as --${name}=16`);
  const number = Number(text);
  if (number >= 2 ** 32) throw new UsageError(`${arg}: the largest number is ${2 ** 32 - 1}`);
  return { name, number };
}

/** A run that compares nothing would pass. */
function rejectNothing({ counts, sets }: Pick<Options, 'counts' | 'sets'>, named: ReadonlySet<string>): void {
  const runs = (part: string) => named.size === 0 || named.has(part);
  if (runs('predictions') && Object.values(counts).every((count) => count === 0))
    throw new UsageError(
      `nothing to compare: set one of ${Object.keys(flags)
        .map((it) => `--${it}`)
        .join(', ')} above 0`,
    );
  if (runs('sets') && sets === 0) throw new UsageError('nothing to compare: set --sets above 0');
}
