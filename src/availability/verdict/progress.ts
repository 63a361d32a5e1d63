import { nodesAreDeleted } from '../../cluster/cluster';
import { idOf } from '../../manifests/identity';
import { accepts } from '../placement/grid';
import { sum } from '../placement/search';
import type { Stuck } from '../result';
import { evictedAfter } from '../workload/tolerations';
import type { Assessment } from './assessment';
import { drainsOf, fullest } from './drains';
import { type Blocked, restOf, short } from './planned';
import { rolloutsOf } from './rollouts';
import { scalesOf } from './scales';
import { waitingOf } from './waiting';

/** Other workloads, by kind, namespace and name. */
type Assessments = Pick<ReadonlyMap<string, Assessment>, 'get'>;

const known = new WeakMap<object, readonly Blocked[]>();

/** The planned work on a workload that never ends, and pods that never come to rest. */
export function stuckOf(assessment: Assessment, assessments: Assessments): readonly Stuck[] {
  const { workload } = assessment;
  const own = ownOf(assessment);
  const blocked = own.some(({ event }) => event === 'drain') ? own : [...own, ...shared(assessment, assessments)];
  const planned = blocked.map(({ event, certain, tell }) => ({ event, certain: certain && workload.isWhollyRead, ...tell(workload) }));
  const all = [...workload.obstacles, ...planned, ...assessment.outlook.stuck];
  // What others make of its pods, or how many they are, may be what lets them run.
  if (workload.unbounded.length > 0) return all.map(doubted);
  // Another scheduler may leave out a rule, another autoscaler change what a percentage is, another controller delete the budget.
  return workload.isWhollyRead ? all : all.map((it) => (it.event === 'placement' ? it : doubted(it)));
}

function doubted({ event, because, object }: Stuck): Stuck {
  return { event, because, object, certain: false };
}

/** Workloads of one shape share it. */
function ownOf(assessment: Assessment): readonly Blocked[] {
  const { placements, setting } = assessment;
  const before = known.get(placements);
  if (before) return before;
  const now = [...drainsOf(assessment), ...rolloutsOf(assessment)];
  const isStuck = (event: Blocked['event']) => now.some((it) => it.event === event);
  // A drain may be no requirement, and a rollout always is.
  const scaled = isStuck('rolling update') ? [] : scalesOf(assessment, setting.cluster, nodesAreDeleted(setting.cluster));
  const found = [...restless(assessment), ...now, ...scaled.filter(({ event }) => !isStuck(event)), ...waitingOf(assessment)];
  known.set(placements, found);
  return found;
}

/** A NoExecute taint that is tolerated for a time only: the scheduler binds pods there, and each is evicted when its time is over. */
function restless({ workload, setting: { cluster } }: Assessment): readonly Blocked[] {
  const open = cluster.cells.filter((cell) => accepts(workload, cell));
  const closing = open.filter((cell) => evictedAfter(workload.tolerations, cell.taints) !== undefined);
  const [first] = closing;
  if (!first) return [];
  const because = `the nodes of pool ${first.pool} have a NoExecute taint that its pods tolerate for ${evictedAfter(workload.tolerations, first.taints)} s, so pods that are bound there are evicted again and again`;
  return [{ event: 'placement', certain: closing.length === open.length, tell: (it) => ({ because, object: idOf(it) }) }];
}

/** Pods of another workload that are away count against a budget that selects them too. */
function shared(assessment: Assessment, assessments: Assessments): readonly Blocked[] {
  const { workload } = assessment;
  const [budget, second] = workload.budgets;
  if (!budget || second || workload.kind === 'DaemonSet') return [];
  const others = budget.others.map((id) => ({ id, assessment: assessments.get(id) }));
  if (others.length === 0) return [];
  const blocked = (because: string): readonly Blocked[] => [
    { event: 'drain', certain: false, tell: ({ budgets: [own] }) => ({ because, object: own?.object ?? '' }) },
  ];
  const cause = others.find((it) => it.assessment === undefined || mayBeAway(it.assessment));
  if (cause)
    return blocked(
      `budget ${short(budget.object)} also selects the pods of ${cause.id}, of which some may wait for a node; it counts them as unavailable, and may then allow no eviction`,
    );
  const together = [assessment, ...others.flatMap((it) => it.assessment ?? [])];
  const pods = together.reduce((most, it) => most + mostOnOneNode(it), 0);
  if (pods <= budget.allowed || together.every(comesBack)) return [];
  return blocked(
    `one node may carry ${pods} pods that budget ${short(budget.object)} selects, ${budget.allowed} of which may be unavailable at a time: an evicted pod may find no other node, so the next one is never evicted`,
  );
}

/** Whether pods may wait, be it for a node or for something else, so that a budget counts them as unavailable. */
function mayBeAway(assessment: Assessment): boolean {
  const { workload, placements, outlook } = assessment;
  const { obstacles, approximate, unmodelled } = workload;
  const waits = restOf(placements).some((counts) => sum(counts) < placements.replicas);
  const isKnown = obstacles.length === 0 && approximate === undefined && unmodelled.length === 0 && placements.afterFailure.complete;
  return waits || !isKnown || outlook.stuck.length > 0 || ownOf(assessment).some(({ event }) => event === 'drain');
}

/** Pods that one node may carry and a drain evicts. */
function mostOnOneNode({ workload, placements }: Assessment): number {
  if (workload.kind === 'DaemonSet') return 0;
  return Math.max(0, ...restOf(placements).map((counts) => fullest(placements.grid, [counts])));
}

/** Whether an evicted pod surely finds another node. Of an autoscaler only the fewest pods are looked at. */
export function comesBack({ workload: { kind, peak, replicas }, outcomes }: Assessment): boolean {
  if (kind === 'DaemonSet') return true;
  return peak === replicas && outcomes.find(({ event }) => event === 'drain one node')?.recovers === 'guaranteed';
}
