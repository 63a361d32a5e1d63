import { idOf } from '../../manifests/identity';
import type { Context } from '../verdict/context';
import { type Costed, costedOf } from '../verdict/verdict';
import type { Workload } from '../workload/workload';
import { verdictOf } from './budget';
import { changesOf } from './changes';
import type { Edit, Lever } from './edits/edit';
import { leversOf } from './edits/levers';
import type { Range, Saving, Unhelpful } from './risk';
import { structuralSavings } from './structure';

/** Less than this part of the sum is not worth a line. */
const LEAST = 0.002;

/** Changed manifests and topologies, read once for all services. */
const changed = new WeakMap<Context, Map<string, Context | undefined>>();

/** What a service costs. */
interface Cost {
  /** Minutes a year of all rows. */
  readonly sum: Range;
  /** Minutes a year of releases that fail. */
  readonly releases: number;
}

/** What is asked of the changes of one service. */
export interface Question {
  readonly workload: Workload;
  readonly context: Context;
  /** The service and all that it can't do without, as they are. */
  readonly costed: Costed;
  readonly before: Cost;
  /** Minutes a year that the target allows; undefined without a target. */
  readonly allowed?: number;
  /** The sum of a service in another context. */
  readonly sumOf: (costed: Costed, context: Context) => Range;
}

/** The changes that win minutes, and the kinds of change of which none does. */
export interface Savings {
  readonly savings: readonly Saving[];
  readonly unhelpful: readonly Unhelpful[];
}

/** Every change that is known, each written into the manifests or the topology and judged again: those that win minutes, the most first, and why others win none. */
export function savingsOf(question: Question): Savings {
  const tried = [ofStructure(question), ...leversOf(question.context).map((lever) => triedOf(lever, question))];
  return {
    savings: ordered(
      tried.flatMap(({ savings }) => savings),
      LEAST * question.before.sum.value,
    ),
    unhelpful: tried.flatMap(({ savings, unhelpful }) => (savings.length === 0 ? unhelpful : [])),
  };
}

/**
 * Those that win the most first. Fewer minutes than are worth a line don't decide: of changes that differ by no more than that from the one that wins the most of them, the
 * cheapest comes first. Structure and levers are listed so.
 */
function ordered(savings: readonly Saving[], least: number): readonly Saving[] {
  if (savings.length === 0) return [];
  const most = Math.max(...savings.map(({ won }) => won));
  const alike = savings.filter(({ won }) => most - won <= least);
  return [
    ...alike,
    ...ordered(
      savings.filter((it) => !alike.includes(it)),
      least,
    ),
  ];
}

/** Changes of one service's structure, which are advised where they prove it too. */
function ofStructure({ workload, context, costed, before, allowed, sumOf }: Question): Savings {
  const { sum } = before;
  const found = structuralSavings({ workload, context, costed, sum, least: LEAST * sum.value, sumOf });
  return {
    savings: found.map(({ change, sum: after }) => ({ change, ...difference(sum.value, after.value), ...verdictFor(after, allowed) })),
    unhelpful: [{ what: 'another structure', because: 'no spread, strategy, budget, copy or replica that was tried wins minutes' }],
  };
}

function verdictFor(sum: Range, allowed: number | undefined): Pick<Saving, 'verdict'> {
  return allowed === undefined ? {} : { verdict: verdictOf(sum, allowed) };
}

function triedOf({ name, edits, otherwise }: Lever, question: Question): Savings {
  const found = edits.flatMap((edit) => {
    const saving = savingOf(edit, question);
    return saving ? [{ saving, edit }] : [];
  });
  const least = LEAST * question.before.sum.value;
  const savings = found.flatMap(({ saving }) => (saving.won > least ? [saving] : []));
  const [first] = found;
  return { savings, unhelpful: [{ what: name, because: first ? whyLittle(first.saving, first.edit) : otherwise }] };
}

/** A change that wins less than a line is worth says how much. */
function whyLittle({ won }: Saving, { idle }: Edit): string {
  const minutes = Number(Math.abs(won).toPrecision(2));
  if (minutes < 1e-3) return idle;
  return won > 0 ? `it wins ${minutes} minutes a year: ${idle}` : `it costs ${minutes} minutes a year more: ${idle}`;
}

function savingOf(edit: Edit, { workload, context, before, allowed, sumOf }: Question): Saving | undefined {
  const after = contextAfter(edit, context);
  const same = after?.workloads.find((it) => idOf(it) === idOf(workload));
  if (!after || !same) return undefined;
  const sum = sumOf(costedOf(same, after), after);
  const { change, atMost, isOfReleases } = edit;
  const noted = { change, ...(atMost === undefined ? {} : { atMost }) };
  if (isOfReleases) {
    const releases = changesOf(after.topology, same.strategy, undefined).minutes.value;
    return { ...noted, of: 'changes', ...difference(before.sum.value + before.releases, sum.value + releases) };
  }
  return { ...noted, ...difference(before.sum.value, sum.value), ...(atMost === undefined ? verdictFor(sum, allowed) : {}) };
}

function difference(before: number, after: number): Pick<Saving, 'before' | 'after' | 'won'> {
  return { before, after, won: before - after };
}

function contextAfter(edit: Edit, context: Context): Context | undefined {
  const known = changed.get(context) ?? new Map<string, Context | undefined>();
  changed.set(context, known);
  if (!known.has(edit.change)) known.set(edit.change, edit.apply(context));
  return known.get(edit.change);
}
