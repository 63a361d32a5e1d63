import type { Cluster } from '../../cluster/cluster';
import { predicateOf } from '../workload/predicate';
import type { Workload } from '../workload/workload';
import type { EventName } from './events';

/** A cluster of one zone can't lose it and go on, nor one of a single node: there they limit the figure, and are no requirement. */
export function isRequired(event: EventName, cluster: Cluster): boolean {
  switch (event) {
    case 'lose one pod':
    case 'rolling update':
      return true;
    case 'lose one zone':
      return cluster.zones.length > 1;
    case 'lose one node':
    case 'drain one node':
    case 'pool upgrade':
      return cluster.cells.reduce((sum, { nodes, growth }) => sum + (growth?.nodes ?? nodes), 0) > 1;
    default:
      return false;
  }
}

/**
 * Whether nothing can be proved of a workload wherever its pods stand, which needn't be found out then: something about it isn't known, or a required event takes too many
 * pods in any case. Some zone holds as many as an even spread gives it, pods that wait being lost as well.
 */
export function failsAnywhere(workload: Workload, cluster: Cluster): boolean {
  const { kind, need, approximate, replicas, strategy } = workload;
  if (need.source === 'unknown' || approximate !== undefined) return true;
  // Its nodes decide how many pods there are.
  if (kind === 'DaemonSet') return false;
  const lost = [
    Math.min(1, replicas),
    strategy.type === 'recreate' ? replicas : Math.min(replicas, strategy.unavailable),
    isRequired('lose one zone', cluster) ? Math.ceil(replicas / cluster.zones.length) : 0,
  ];
  return Math.max(...lost) > predicateOf(workload, replicas).tolerated;
}
