import { idOf } from '../../manifests/identity';
import { accepts } from '../placement/grid';
import { sum } from '../placement/search';
import type { Stuck } from '../result';
import { evictedAfter } from '../workload/tolerations';
import type { Assessment } from './assessment';
import { drainsOf } from './drains';
import { type Blocked, restOf, short } from './planned';
import { rolloutsOf } from './rollouts';
import { scalesOf } from './scales';

/** Other workloads, by kind, namespace and name. */
type Assessments = Pick<ReadonlyMap<string, Assessment>, 'get'>;

const known = new WeakMap<object, readonly Blocked[]>();

/** The planned work on a workload that never ends, and pods that never come to rest. */
export function stuckOf(assessment: Assessment, assessments: Assessments): readonly Stuck[] {
  const { workload } = assessment;
  const own = ownOf(assessment);
  const blocked = own.some(({ event }) => event === 'drain') ? own : [...own, ...shared(assessment, assessments)];
  const planned = blocked.map(({ event, certain, tell }) => ({ event, certain, ...tell(workload) }));
  return [...workload.obstacles, ...planned, ...assessment.outlook.stuck];
}

/** Workloads of one shape share it. */
function ownOf(assessment: Assessment): readonly Blocked[] {
  const { placements, setting } = assessment;
  const before = known.get(placements);
  if (before) return before;
  const now = [...drainsOf(assessment), ...rolloutsOf(assessment)];
  const scaled = now.length > 0 ? [] : scalesOf(assessment, setting.cluster, Number.isFinite(setting.cluster.times.nodeReplacement));
  const found = [...restless(assessment), ...now, ...scaled];
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
function shared({ workload }: Assessment, assessments: Assessments): readonly Blocked[] {
  const [budget, second] = workload.budgets;
  if (!budget || second || workload.kind === 'DaemonSet') return [];
  const others = budget.others.flatMap((id) => assessments.get(id) ?? []);
  const away = others.map((it) => {
    const waiting = restOf(it.placements).map((counts) => it.placements.replicas - sum(counts));
    return { id: idOf(it.workload), pods: Math.max(0, ...waiting), stuck: ownOf(it).some(({ event }) => event === 'drain') };
  });
  const cause = away.find((it) => it.pods > 0 || it.stuck);
  if (!cause) return [];
  const because = `budget ${short(budget.object)} also selects the pods of ${cause.id}, of which some may wait for a node; it counts them as unavailable, and may then allow no eviction`;
  return [{ event: 'drain', certain: false, tell: ({ budgets: [own] }) => ({ because, object: own?.object ?? '' }) }];
}
