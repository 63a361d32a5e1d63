import type { KubernetesObject } from '../../manifests/object';

/** Whether a pod is only made once those before it are ready: a StatefulSet's, unless it says `podManagementPolicy: Parallel`. */
export function isOrdered({ type, root }: Pick<KubernetesObject, 'type' | 'root'>): boolean {
  return type === 'StatefulSet.apps' && root.text('spec', 'podManagementPolicy') !== 'Parallel';
}
