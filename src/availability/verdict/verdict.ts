import { idOf } from '../../manifests/identity';
import { fitsTogether } from '../placement/capacity';
import type { Bounds, SinglePointOfFailure, Stuck, Verdict } from '../result';
import type { NeededService } from '../workload/declared';
import { declareNeed } from '../workload/need';
import type { Workload } from '../workload/workload';
import { type Assessment, assess } from './assessment';
import type { Context } from './context';
import type { EventName, Outcome } from './events';
import { explain } from './explain';
import { capacityLossOf, mostUnavailabilityOf, unavailabilityOf } from './figures';
import { heldUp } from './neighbours';
import { stuckOf } from './progress';
import { isRequired } from './required';

/** A verdict and what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly because: string;
  readonly target?: number;
  readonly unavailability: Bounds;
  /** The same while the region is up. */
  readonly capacityLoss: Bounds;
  readonly singlePointsOfFailure: readonly SinglePointOfFailure[];
  /** The workload itself and all that it can't do without. */
  readonly chain: readonly Assessment[];
  readonly soft: readonly string[];
  /** Those of the chain that it may need, or not. */
  readonly possible: ReadonlySet<string>;
  readonly survives: (event: EventName) => boolean;
  readonly required: (event: EventName) => boolean;
}

/** Judges one workload with all its hard dependencies. */
export function verdictOf(workload: Workload, context: Context): Judgement {
  const { chain, soft, unjudged, possible, doubts } = chainOf(workload, context);
  const isSure = (member: Assessment) => !possible.has(idOf(member.workload));
  const target = workload.declared.target ?? context.options.target;
  const unavailability = boundsOfChain(chain, possible, context);
  const required = (event: EventName) => isRequired(event, context.cluster);
  const failing = chain.flatMap((member) => member.outcomes.flatMap((outcome) => (outcome.survives ? [] : [{ member, outcome }])));
  const fatal = failing.filter(({ outcome }) => required(outcome.event));
  const spofs = fatal.map(({ member, outcome }) => blamed(member, outcome, workload, isSure(member)));
  const stuck = chain.flatMap((member) => stuckIn(member, context, required).map((it) => ({ ...it, isSure: isSure(member) })));
  const real = fatal.find(({ member, outcome }) => outcome.witness?.exact && isSure(member));
  const capacityLoss = boundsOfChain(chain, possible, context, capacityLossOf);
  const base = { target, unavailability, capacityLoss, singlePointsOfFailure: spofs, chain, soft, possible, required };
  const survives = (event: EventName) => !failing.some((it) => it.outcome.event === event);
  const [spof] = spofs;
  const answer = (verdict: Verdict, because: string): Judgement => ({ ...base, survives, verdict, because });
  const never = stuck.find((it) => it.event === 'placement' && it.certain && it.isSure);
  if (never) return answer('refuted', never.because);
  const stops = ({ event, because }: SinglePointOfFailure) => `${event} stops it: ${because}`;
  if (real && witnessed(context)) return answer('refuted', stops(blamed(real.member, real.outcome, workload, true)));
  const stopped = spof && stops(spof);
  const beyond = chain.flatMap((member) => member.workload.unmodelled);
  const certain = stuck.find((it) => it.certain && it.isSure);
  if (beyond.length > 0 && !certain) return answer('unknown', listed(beyond));
  if (certain) return answer('refuted', told(certain));
  if (stopped) return answer('unknown', stopped);
  if (stuck[0]) return answer('unknown', told(stuck[0]));
  if (unjudged[0] !== undefined) return answer('unknown', `its dependency ${unjudged[0]} is not judged`);
  if (doubts[0] !== undefined) return answer('unknown', doubts[0]);
  const [doubt] = chain.flatMap((member) => doubtOf(member) ?? []);
  if (doubt) return answer('unknown', doubt);
  if (target === undefined) return answer('proved', 'no single event of those required stops it');
  const allowed = allowance(target);
  if (unavailability.upper <= allowed) return answer('proved', 'no single event stops it, and the worst placement keeps the target');
  if (unavailability.lower > allowed && witnessed(context))
    return answer('refuted', 'no single event stops it, but several together do so too often for the target');
  return answer('unknown', 'no single event stops it; whether the target is kept lies between the bounds');
}

/** What the yearly cost of a workload is computed from, whatever its verdict. */
export type Costed = Pick<Judgement, 'chain' | 'capacityLoss' | 'target' | 'soft' | 'possible'>;

/** The same without a verdict. */
export function costedOf(workload: Workload, context: Context): Costed {
  const { chain, soft, possible } = chainOf(workload, context);
  const target = workload.declared.target ?? context.options.target;
  return { chain, soft, possible, target, capacityLoss: boundsOfChain(chain, possible, context, capacityLossOf) };
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
  const { chain, unjudged, doubts } = chainOf(workload, context);
  if (unjudged.length > 0 || doubts.length > 0) return false;
  const target = workload.declared.target ?? context.options.target;
  const known = context.memory.proved;
  const key = `${target} ${chain.map((member) => member.standing).join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const proved =
    chain.every((member) => standsAlone(member, context)) &&
    (target === undefined || mostUnavailabilityOf(chain, 2, context.memory) <= allowance(target));
  known.set(key, proved);
  return proved;
}

/** Whether no event, no planned work and no lack of knowledge of this one workload is in the way of a proof, whatever else is needed with it. */
export function standsAlone(member: Assessment, context: Context): boolean {
  const required = (event: EventName) => isRequired(event, context.cluster);
  return maySurvive(member, context) && stuckIn(member, context, required).length === 0;
}

/** The same without planned work, which may depend on others. */
export function maySurvive(member: Assessment, { cluster }: Pick<Context, 'cluster'>): boolean {
  return (
    !member.outlook.waits &&
    member.outcomes.every(({ event, survives }) => survives || !isRequired(event, cluster)) &&
    doubtOf(member) === undefined
  );
}

/** What isn't known of a workload, so that nothing is proved of it. A required rule that was left out may keep pods waiting forever. */
function doubtOf({ workload, placements }: Assessment): string | undefined {
  const { name, need, approximate } = workload;
  if (need.source === 'unknown') return `${name}: ${need.because}; ${declareNeed(workload)}`;
  if (!placements.afterFailure.complete) return `${name} has more placements than can be searched, so only bounds are known`;
  if (approximate !== undefined) return `${name} may wait for a node: ${approximate}`;
  if (placements.bounded?.binds === false)
    return `${name} may wait for a node: there are more orders of binding its pods than can be searched`;
  return undefined;
}

function told({ event, because, certain }: Stuck): string {
  return event === 'placement' ? because : `${event} ${certain ? 'never ends' : 'may never end'}: ${because}`;
}

/** The unavailability of a chain. Where nobody knows how many pods a member needs, it lies between that of the fewest and that of all. */
export function boundsOf(chain: readonly Assessment[], stage: number, context: Context, figureOf = unavailabilityOf): Bounds {
  const { cluster, joint, memory } = context;
  const bounds = figureOf(chain, stage, memory);
  if (chain.every(({ workload }) => workload.need.source !== 'unknown')) return bounds;
  const whole = chain.map((member) => {
    const { workload } = member;
    const { need } = workload;
    return need.source === 'unknown' ? assess({ ...workload, need: { ...need, amount: '100%' } }, cluster, joint, memory.shapes) : member;
  });
  return { lower: bounds.lower, upper: Math.max(bounds.upper, figureOf(whole, stage, memory).upper) };
}

/** The same where some of the chain may be needed or not: from that of the others to that of all. */
function boundsOfChain(chain: readonly Assessment[], possible: ReadonlySet<string>, context: Context, figureOf = unavailabilityOf): Bounds {
  const all = boundsOf(chain, 2, context, figureOf);
  if (possible.size === 0) return all;
  const sure = chain.filter((member) => !possible.has(idOf(member.workload)));
  return { lower: boundsOf(sure, 2, context, figureOf).lower, upper: all.upper };
}

function stuckIn(member: Assessment, context: Context, required: Judgement['required']): readonly Stuck[] {
  return [...stuckOf(member, context.assessments), ...heldUp(member, context)].filter(
    (it) => it.event !== 'drain' || required('drain one node'),
  );
}

/** The unavailability that a target leaves, without the digits that the subtraction makes up. */
function allowance(target: number): number {
  return Number((1 - target).toPrecision(12));
}

/** One service's own event, or a dependency's, told as such. */
function blamed(member: Assessment, outcome: Outcome, workload: Workload, isSure: boolean): SinglePointOfFailure {
  const told = explain(member, outcome);
  const { name } = member.workload;
  const what = isSure ? `its dependency ${name}` : `${name}, which it may need,`;
  return idOf(member.workload) === idOf(workload)
    ? told
    : { ...told, of: idOf(member.workload), because: `${what} goes down: ${told.because}` };
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

interface Chain {
  readonly chain: readonly Assessment[];
  readonly soft: readonly string[];
  /** Those of the chain that are only possibly needed. */
  readonly possible: ReadonlySet<string>;
  /** Dependencies that are no services in the model's sense. */
  readonly unjudged: readonly string[];
  /** Why more of a dependency's pods may be needed than are counted. */
  readonly doubts: readonly string[];
}

/** The workload and its hard dependencies, theirs included, each once, and then what these may need; cycles end where they began. */
function chainOf(workload: Workload, { assessments }: Context): Chain {
  const names = new Set([idOf(workload)]);
  const [soft, possible] = [new Set<string>(), new Set<string>()];
  const edgesOf = (name: string) => assessments.get(name)?.workload.declared.dependsOn ?? [];
  const isNeeded = (edge: NeededService) => !edge.soft && !edge.isPossible;
  for (const name of names)
    for (const edge of edgesOf(name)) {
      if (edge.soft) soft.add(idOf(edge));
      else if (isNeeded(edge)) names.add(idOf(edge));
    }
  const sure = new Set(names);
  for (const name of names) for (const edge of edgesOf(name)) if (!edge.soft) names.add(idOf(edge));
  for (const name of names) if (!sure.has(name)) possible.add(name);
  const chain = [...names].flatMap((name) => assessments.get(name) ?? []);
  const unjudged = [...names].filter((name) => !assessments.get(name));
  const doubts = [...names].flatMap((name) => edgesOf(name).flatMap(({ soft: isSoft, doubt }) => (isSoft ? [] : (doubt ?? []))));
  return { chain, soft: [...soft], possible, unjudged, doubts };
}
