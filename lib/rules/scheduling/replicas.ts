import type { KubernetesObject } from '../kubernetes-object';
import type { Context } from '../rule';

/** How many pods a workload has at least: what its autoscaler says, or else itself. A DaemonSet's follow from the nodes. */
export function replicasOf(object: KubernetesObject, { index }: Context): number | undefined {
  if (object.type === 'DaemonSet.apps') return undefined;
  const scaled = index.autoscalerOf(object)?.root.number('spec', 'minReplicas');
  return (
    scaled ??
    object.root.number('spec', 'replicas') ??
    (object.type === 'Job.batch' ? object.root.number('spec', 'parallelism') : undefined) ??
    1
  );
}
