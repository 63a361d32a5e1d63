import type { Cluster } from '../../cluster/cluster';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import type { Scale } from '../../manifests/scale';
import type { Declared } from './declared';
import { eligibleNodes } from './eligible-nodes';

/** What is not modelled where the number of pods changes, as sentences. */
export function scaledUnknown(
  { type, root }: WorkloadResource,
  spec: Place,
  scale: Scale | undefined,
  { needed }: Declared,
  cluster: Cluster,
): readonly string[] {
  const written = root.count('spec', 'replicas');
  if (scale && written !== undefined && written < scale.replicas)
    return [
      `each release sets spec.replicas to ${written}, fewer than the ${scale.replicas} that its autoscaler keeps (minReplicas): remove spec.replicas`,
    ];
  const claims = root.items('spec', 'volumeClaimTemplates').length > 0;
  const parallel = type === 'StatefulSet.apps' && root.text('spec', 'podManagementPolicy') === 'Parallel';
  if (parallel && claims && scale && scale.maximum > scale.replicas)
    return ['an autoscaler leaves its first pods, whose volumes may all be in one zone (podManagementPolicy Parallel)'];
  const grows = type === 'DaemonSet.apps' && eligibleNodes(spec, cluster, true) > eligibleNodes(spec, cluster);
  return grows && typeof needed === 'string' ? [`${needed} of a number of nodes that changes is needed: declare a number`] : [];
}
