import type { Cluster } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { eligibleCells } from './eligible-nodes';
import type { Priority } from './priority';

/** Below it pods make a cluster autoscaler add no node. Source: kubernetes/autoscaler, cluster-autoscaler/FAQ.md, `expendable-pods-priority-cutoff`. */
const EXPENDABLE = -10;

/** Pods that an autoscaler of nodes doesn't care for, on pools that grow, as a sentence. */
export function expendable({ least }: Priority, spec: Place, cluster: Cluster): readonly string[] {
  if (least >= EXPENDABLE || !Number.isFinite(least) || !eligibleCells(spec, cluster).some(({ growth }) => growth)) return [];
  return [
    `its priority of ${least} is below ${EXPENDABLE}: a cluster autoscaler adds no node for its pods, and removes nodes that run them`,
  ];
}
