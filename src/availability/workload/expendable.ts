import type { Cluster } from '../../cluster/cluster';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { askedBy, ofAutoscalers } from '../fields/announcements';
import { eligibleCells } from './eligible-nodes';
import type { Priority } from './priority';

/** Below it pods make a cluster autoscaler add no node. Source: kubernetes/autoscaler, cluster-autoscaler/FAQ.md, `expendable-pods-priority-cutoff`. */
const EXPENDABLE = -10;

/** Pods that an autoscaler of nodes may not care for, on pools that grow, as sentences. */
export function expendable({ pod }: WorkloadResource, { least }: Priority, spec: Place, cluster: Cluster): readonly string[] {
  if (!eligibleCells(spec, cluster).some(({ growth }) => growth)) return [];
  const asked = askedBy(ofAutoscalers, pod.template.texts('metadata', 'annotations'));
  if (least >= EXPENDABLE || !Number.isFinite(least)) return asked;
  return [
    ...asked,
    `its priority of ${least} is below ${EXPENDABLE}: a cluster autoscaler adds no node for its pods, and removes nodes that run them`,
  ];
}
