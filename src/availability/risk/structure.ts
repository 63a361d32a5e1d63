import { idOf } from '../../manifests/identity';
import { contextWith, likeness, type Step, setsFoundFor, stepsOf } from '../advice/advice';
import { applied } from '../advice/applied';
import type { Verdict } from '../result';
import type { Context } from '../verdict/context';
import { type Costed, costedOf, verdictOf } from '../verdict/verdict';
import type { Workload } from '../workload/workload';
import type { Range } from './risk';

/** Changes whose minutes are computed from the manifests as they leave them: those that win most in the model. */
const mostApplied = 6;

/** A chain up to which changes of dependencies are tried too: those of a longer one are in the tables of the dependencies. */
const mostMembers = 3;

/** What is asked of the structure of one service. */
interface Question {
  readonly workload: Workload;
  readonly context: Context;
  readonly costed: Costed;
  /** Minutes a year as it is. */
  readonly sum: Range;
  /** Minutes a year that are worth a line. */
  readonly least: number;
  readonly sumOf: (costed: Costed, context: Context) => Range;
}

/** A change of structure, and the minutes a year with it. */
export interface StructuralSaving {
  readonly change: string;
  readonly sum: Range;
}

/** A saving by the places of its steps, so that services of one likeness share it: they differ by their names only. */
interface Found {
  readonly places: readonly number[];
  readonly sum: Range;
}

const foundBefore = new WeakMap<Context['memory'], Map<string, readonly Found[]>>();

/**
 * The changes of structure that win minutes, the cheapest first, one by one and as the sets that prove a service: spreads, strategies, copies, replicas. Each is tried on the model first; what
 * wins there is written into the manifests and judged again. A change is left out after which a rule finds more, or which makes the verdict worse.
 */
export function structuralSavings(question: Question): readonly StructuralSaving[] {
  const { workload, context, costed, sum } = question;
  const steps = stepsOf(workload, costed);
  const memory = foundBefore.get(context.memory) ?? new Map<string, readonly Found[]>();
  foundBefore.set(context.memory, memory);
  const key = `${likeness(costed, context)} ${JSON.stringify(sum)}`;
  const found = memory.get(key) ?? foundFor(question, steps);
  memory.set(key, found);
  return found.map(({ places, sum: after }) => ({ change: places.map((place) => steps[place]?.change).join('; '), sum: after }));
}

function foundFor(question: Question, steps: readonly Step[]): readonly Found[] {
  const { workload, context, costed, sum, least, sumOf } = question;
  const at = (places: readonly number[]) => places.flatMap((place) => steps[place] ?? []);
  // Whoever declares what is needed learns what a year costs, and wins nothing.
  const isOwn = ({ member }: Step) => costed.chain.length <= mostMembers || member === idOf(workload);
  const isChange = (step: Step) => step.group !== 'need' && step.patch !== undefined && isOwn(step);
  const sets = [...steps.map((_, place) => [place]), ...setsFoundFor(context, costed)].filter((places) => at(places).every(isChange));
  const won = sets.flatMap((places) => {
    const tried = contextWith(context, at(places));
    const model = tried.assessments.get(idOf(workload))?.workload ?? workload;
    const after = sumOf(costedOf(model, tried), tried);
    return sum.value - after.value > least ? [{ places, after: after.value }] : [];
  });
  const best = won.sort((a, b) => a.after - b.after).slice(0, mostApplied);
  const found = best.flatMap(({ places }) => {
    const after = sumWhenApplied(question, at(places));
    return after && sum.value - after.value > least ? [{ places, sum: after }] : [];
  });
  return found
    .filter((one) => !found.some((other) => isMoreThan(one, other, steps) && one.sum.value >= other.sum.value - least))
    .sort((a, b) => (a.places[0] as number) - (b.places[0] as number));
}

/** Whether one is what another is and more, such as a set that holds it, or two replicas more instead of one. */
function isMoreThan({ places }: Found, { places: fewer }: Found, steps: readonly Step[]): boolean {
  if (places.length > fewer.length) return fewer.every((place) => places.includes(place));
  const [one, cheaper] = [places, fewer].map((all) => (all.length === 1 ? steps[all[0] as number] : undefined));
  if (!one?.scale || !cheaper) return false;
  return one.scale === cheaper.scale && one.member === cheaper.member && (places[0] as number) > (fewer[0] as number);
}

const severity: Readonly<Record<Verdict, number>> = { proved: 0, unknown: 1, refuted: 2 };

/** The sum with the changes written into the manifests; undefined where something else gets worse. */
function sumWhenApplied({ workload, context, costed, sum, sumOf }: Question, set: readonly Step[]): Range | undefined {
  const members = costed.chain.map((member) => member.workload);
  const changes = set.flatMap(({ member, patch }) => {
    const of = members.find((it) => idOf(it) === member);
    return of ? [{ workload: of, patch }] : [];
  });
  const { context: after, before, isClean } = applied(context, members, changes);
  const [changed, same] = [after, before()].map((it) => {
    const found = it.workloads.find((other) => idOf(other) === idOf(workload));
    return found && { verdict: () => verdictOf(found, it).verdict, sum: sumOf(costedOf(found, it), it) };
  });
  if (!changed || !same || severity[changed.verdict()] > severity[same.verdict()] || !isClean()) return undefined;
  // Of many manifests only some are read again, and an entry point may be among the others.
  const left = (end: keyof Range) => Math.max(0, sum[end] - (same.sum[end] - changed.sum[end]));
  return { value: left('value'), low: left('low'), high: left('high') };
}
