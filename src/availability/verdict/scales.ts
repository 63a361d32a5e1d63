import type { Cluster } from '../../cluster/cluster';
import { alwaysBinds, alwaysProceeds } from '../placement/certificate';
import { drainsAlwaysEnd } from '../placement/drain';
import { gridForWork, placementsOf } from '../placement/sets';
import type { Workload } from '../workload/workload';
import { drainsOf } from './drains';
import type { Blocked, Planned } from './planned';
import { rolloutsOf } from './rollouts';
import { waitingOf } from './waiting';

/** Numbers of pods that are looked at one by one. */
const mostScales = 8;

/**
 * Planned work that doesn't end while an autoscaler runs more pods than its fewest: then a percentage is another number, nodes are fuller, and pods may wait that a
 * budget counts as unavailable.
 */
export function scalesOf({ workload, placements }: Planned, cluster: Cluster, nodesGo: boolean): readonly Blocked[] {
  const { replicas, peak } = workload;
  if (workload.kind === 'DaemonSet' || peak === replicas || replicas === 0 || placements.afterFailure.complete === false) return [];
  if (alwaysEnds(at(workload, peak), cluster)) return [];
  if (peak - replicas > mostScales) return [unsearched(replicas, peak)];
  for (let count = replicas + 1; count <= peak; count++) {
    const scaled = at(workload, count);
    const planned = { workload: scaled, placements: placementsOf(scaled, cluster, nodesGo) };
    const found = planned.placements.afterFailure.complete
      ? [...drainsOf(planned), ...rolloutsOf(planned), ...waitingOf(planned)]
      : [unsearched(replicas, peak)];
    if (found.length > 0) return found.map((it) => told(it, count));
  }
  return [];
}

/** The workload while its autoscaler runs so many pods. */
function at(workload: Workload, replicas: number): Workload {
  const budgets = workload.budgets.map((budget) => ({ ...budget, allowed: budget.allowedAt(replicas) }));
  return { ...workload, replicas, maximum: Math.max(replicas, workload.maximum), strategy: workload.strategyAt(replicas), budgets };
}

/** Whether all of it ends whatever the number, up to this one: where the most pods have room, fewer have. */
function alwaysEnds(workload: Workload, cluster: Cluster): boolean {
  const { replicas, strategy, storage, budgets } = workload;
  const most = replicas + strategy.surge;
  const grid = storage.pins === 'free' ? gridForWork(workload, cluster, most) : undefined;
  return (
    grid !== undefined &&
    alwaysBinds(grid, replicas, most) &&
    alwaysProceeds(grid, undefined, { replicas, least: replicas, most }) &&
    (budgets.length === 0 || drainsAlwaysEnd(grid, replicas))
  );
}

function told(blocked: Blocked, count: number): Blocked {
  const tell: Blocked['tell'] = (workload) => {
    const { because, object } = blocked.tell(workload);
    return { because: `while its autoscaler runs ${count} pods, ${because}`, object };
  };
  return { event: blocked.event, certain: false, tell };
}

function unsearched(fewest: number, most: number): Blocked {
  const because = `its autoscaler runs ${fewest} to ${most} pods, and whether planned work ends with each number takes more states than can be searched`;
  return {
    event: 'rolling update',
    certain: false,
    tell: ({ kind, namespace, name }) => ({ because, object: `${kind}/${namespace}/${name}` }),
  };
}
