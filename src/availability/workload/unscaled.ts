import type { Cluster } from '../../cluster/cluster';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/**
 * Annotations by which Cluster Autoscaler adds no node for a pod, or none yet.
 *
 * Source: kubernetes/autoscaler, cluster-autoscaler/FAQ.md.
 */
const waiting: readonly string[] = [
  'cluster-autoscaler.kubernetes.io/pod-scale-up-delay',
  'autoscaling.x-k8s.io/consume-provisioning-request',
  'cluster-autoscaler.kubernetes.io/consume-provisioning-request',
];

/** By it Karpenter never ends the drain of a node without terminationGracePeriod. Source: karpenter.sh, Disruption, Pod-level controls. */
const kept = 'karpenter.sh/do-not-disrupt';

/** What annotations of a workload's pods tell those that add and remove nodes, as sentences. */
export function untoldOfNodes({ pod }: WorkloadResource, index: ObjectIndex, { cells }: Cluster): readonly string[] {
  const annotations = pod.template.texts('metadata', 'annotations');
  const grows = cells.some(({ growth }) => growth !== undefined);
  const isKept = annotations.has(kept) && annotations.get(kept) !== 'false' && index.ofType('NodePool.karpenter.sh').length > 0;
  return [
    ...(grows ? waiting.filter((key) => annotations.has(key)).map((key) => `${key} keeps nodes from being added for its pods`) : []),
    ...(isKept ? [`${kept} keeps Karpenter from ending the drain of a node`] : []),
  ];
}
