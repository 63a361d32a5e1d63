import type { KubernetesObject } from '../../manifests/object';
import type { Context } from '../rule';

/** How many pods a workload has at least: what its autoscaler says, or else itself. A DaemonSet's follow from the nodes. */
export function replicasOf(object: KubernetesObject, { index }: Context): number | undefined {
  if (object.type === 'DaemonSet.apps') return undefined;
  const autoscaler = index.autoscalerOf(object);
  if (autoscaler) return autoscaler.root.number('spec', 'minReplicas') ?? 1;
  const parallelism = object.type === 'Job.batch' ? object.root.number('spec', 'parallelism') : undefined;
  return object.root.number('spec', 'replicas') ?? parallelism ?? 1;
}
