import { idOf } from '../../manifests/identity';
import { fitsTogether } from '../placement/capacity';
import type { Bounds, SinglePointOfFailure, Stuck, Verdict } from '../result';
import type { Workload } from '../workload/workload';
import type { Assessment } from './assessment';
import type { Context } from './context';
import type { EventName, Outcome } from './events';
import { explain } from './explain';
import { unavailabilityOf } from './figures';
import { heldUp } from './neighbours';
import { stuckOf } from './progress';

/** A verdict and what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly because: string;
  readonly target?: number;
  readonly unavailability: Bounds;
  readonly singlePointsOfFailure: readonly SinglePointOfFailure[];
  /** The workload itself and all that it can't do without. */
  readonly chain: readonly Assessment[];
  readonly soft: readonly string[];
  readonly survives: (event: EventName) => boolean;
  readonly required: (event: EventName) => boolean;
}

/** Judges one workload with all its hard dependencies. */
export function verdictOf(workload: Workload, context: Context): Judgement {
  const { chain, soft } = chainOf(workload, context);
  const target = workload.declared.target ?? context.options.target;
  const unavailability = unavailabilityOf(chain, 2, context.memory);
  const required = (event: EventName) => isRequired(event, context);
  const failing = chain.flatMap((member) => member.outcomes.flatMap((outcome) => (outcome.survives ? [] : [{ member, outcome }])));
  const fatal = failing.filter(({ outcome }) => required(outcome.event));
  const spofs = fatal.map(({ member, outcome }) => blamed(member, outcome, workload));
  const stuck = chain.flatMap((member) => stuckIn(member, context, required));
  const real = fatal.some(({ outcome }) => outcome.witness?.exact) && witnessed(context);
  const base = { target, unavailability, singlePointsOfFailure: spofs, chain, soft, required };
  const survives = (event: EventName) => !failing.some((it) => it.outcome.event === event);
  const [spof] = spofs;
  const answer = (verdict: Verdict, because: string): Judgement => ({ ...base, survives, verdict, because });
  const never = stuck.find((it) => it.event === 'placement' && it.certain);
  if (never) return answer('refuted', never.because);
  const beyond = chain.flatMap((member) => member.workload.unmodelled);
  if (beyond.length > 0 && !real && (spof || !stuck.some((it) => it.certain))) return answer('unknown', listed(beyond));
  if (spof) return answer(real ? 'refuted' : 'unknown', `${spof.event} stops it: ${spof.because}`);
  const certain = stuck.find((it) => it.certain) ?? stuck[0];
  if (certain) return answer(certain.certain ? 'refuted' : 'unknown', told(certain));
  const unlisted = chain.find(({ placements }) => !placements.afterFailure.complete);
  if (unlisted) return answer('unknown', `${unlisted.workload.name} has more placements than can be looked at: only bounds are known`);
  const restrained = chain.find(leftOut);
  if (restrained) return answer('unknown', `${restrained.workload.name} may wait for a node: ${restrained.workload.approximate}`);
  if (target === undefined) return answer('proved', 'no single event of those required stops it');
  const allowed = allowance(target);
  if (unavailability.upper <= allowed) return answer('proved', 'no single event stops it, and the worst placement keeps the target');
  if (unavailability.lower > allowed && witnessed(context))
    return answer('refuted', 'no single event stops it, but several together do so too often for the target');
  return answer('unknown', 'no single event stops it; whether the target is kept lies between the bounds');
}

/** The first sentences of many, and how many more there are. */
function listed(sentences: readonly string[]): string {
  const all = [...new Set(sentences)];
  const more = all.length > 3 ? [`and ${all.length - 3} more`] : [];
  return [...all.slice(0, 3), ...more].join('; ');
}

/**
 * Whether the verdict is `proved`, and nothing else of it: the figure is computed last, where all else holds.
 *
 * That follows from the shapes of the chain and the target: of workloads that differ by their names only one is judged.
 */
export function isProved(workload: Workload, context: Context): boolean {
  const { chain } = chainOf(workload, context);
  const target = workload.declared.target ?? context.options.target;
  const known = context.memory.proved;
  const key = `${target} ${chain.map((member) => member.shape).join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const proved =
    chain.every((member) => standsAlone(member, context)) &&
    (target === undefined || unavailabilityOf(chain, 2, context.memory).upper <= allowance(target));
  known.set(key, proved);
  return proved;
}

/** Whether no event, no planned work and no lack of knowledge of this one workload is in the way of a proof, whatever else is needed with it. */
export function standsAlone(member: Assessment, context: Context): boolean {
  const required = (event: EventName) => isRequired(event, context);
  return (
    member.outcomes.every(({ event, survives }) => survives || !required(event)) &&
    member.placements.afterFailure.complete &&
    !leftOut(member) &&
    stuckIn(member, context, required).length === 0
  );
}

function told({ event, because, certain }: Stuck): string {
  return event === 'placement' ? because : `${event} ${certain ? 'never ends' : 'may never end'}: ${because}`;
}

/** A required rule that was left out makes the set of placements larger; but it may also keep pods waiting forever. */
function leftOut({ workload }: Assessment): boolean {
  return workload.approximate !== undefined;
}

function stuckIn(member: Assessment, context: Context, required: Judgement['required']): readonly Stuck[] {
  return [...stuckOf(member), ...heldUp(member, context)].filter((it) => it.event !== 'drain' || required('drain one node'));
}

/** The unavailability that a target leaves, without the digits that the subtraction makes up. */
function allowance(target: number): number {
  return Number((1 - target).toPrecision(12));
}

/** One service's own event, or a dependency's, told as such. */
function blamed(member: Assessment, outcome: Outcome, workload: Workload): SinglePointOfFailure {
  const told = explain(member, outcome);
  return idOf(member.workload) === idOf(workload)
    ? told
    : { ...told, because: `${member.workload.name}, which it needs, stops: ${told.because}` };
}

/** A cluster of one zone can't lose it and go on, nor one of a single node: there they are the ceiling, not a requirement. */
function isRequired(event: EventName, { cluster }: Context): boolean {
  const nodes = cluster.cells.reduce((sum, cell) => sum + cell.nodes, 0);
  switch (event) {
    case 'lose one pod':
    case 'rolling update':
      return true;
    case 'lose one zone':
      return cluster.zones.length > 1;
    case 'lose one node':
    case 'drain one node':
    case 'pool upgrade':
      return nodes > 1;
    default:
      return false;
  }
}

const packings = new WeakMap<object, boolean>();

/** Whether the manifests as a whole can be running: else a placement that refutes might not be real. */
function witnessed({ workloads, cluster }: Context): boolean {
  const known = packings.get(workloads);
  if (known !== undefined) return known;
  const fits = fitsTogether(workloads, cluster);
  packings.set(workloads, fits);
  return fits;
}

/** The workload and its hard dependencies, theirs included, each once; cycles end where they began. */
function chainOf(workload: Workload, { assessments }: Context): { chain: readonly Assessment[]; soft: readonly string[] } {
  const names = new Set([idOf(workload)]);
  const soft: string[] = [];
  const chain: Assessment[] = [];
  for (const name of names) {
    const member = assessments.get(name);
    if (!member) continue;
    chain.push(member);
    for (const edge of member.workload.declared.dependsOn) {
      if (edge.soft) soft.push(idOf(edge));
      else names.add(idOf(edge));
    }
  }
  return { chain, soft };
}
