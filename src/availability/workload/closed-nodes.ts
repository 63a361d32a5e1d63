import type { Place } from '../../manifests/place';
import { lossToleration, toleratesCordon, toleratesLostNode } from './tolerations';

/**
 * Tolerations by which new pods may be bound to a node that is closed to others, as sentences: the replacement of a pod that was evicted from a lost node, and of one that a drain has
 * evicted, after which nobody asks a budget about it. A DaemonSet's pods stay on their nodes in any case.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/tainttoleration and nodeunschedulable, Filter: no plugin asks whether a node is ready; pkg/controller/nodelifecycle,
 * doNoScheduleTaintingPass; k8s.io/kubectl pkg/drain, waitForDelete: a drain waits for the pods that it has evicted, by UID.
 *
 * @param replacedAtOnce whether pods on a dead node are replaced before it is back or its object gone
 */
export function openToClosedNodes(spec: Place, replacedAtOnce: boolean): readonly string[] {
  const tolerations = spec.items('tolerations');
  const isEvicted = lossToleration(spec, 'unreachable') !== Number.POSITIVE_INFINITY;
  return [
    ...(toleratesCordon(tolerations)
      ? [
          'its pods tolerate node.kubernetes.io/unschedulable, so they may return to a node that was drained, and end with it: that is not modelled',
        ]
      : []),
    ...(replacedAtOnce && isEvicted && toleratesLostNode(tolerations)
      ? ['its pods tolerate node.kubernetes.io/unreachable:NoSchedule, so replacements may be bound to the lost node: that is not modelled']
      : []),
  ];
}
