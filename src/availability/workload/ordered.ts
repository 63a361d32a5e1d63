import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';

/** Whether a pod is only made once those before it are ready: a StatefulSet's, unless it says `podManagementPolicy: Parallel`. */
export function isOrdered({ type, root }: Pick<KubernetesObject, 'type' | 'root'>): boolean {
  return type === 'StatefulSet.apps' && root.text('spec', 'podManagementPolicy') !== 'Parallel';
}

/**
 * For how long pods that are made one after the other keep each other waiting, as a sentence.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/statefulset, processReplica: a pod isn't made before the one in front of it has been ready for `minReadySeconds`.
 */
export function slowStart(workload: KubernetesObject): readonly string[] {
  const seconds = workload.root.number('spec', 'minReadySeconds') ?? 0;
  if (seconds === 0 || !isOrdered(workload)) return [];
  return [
    `a pod of ${idOf(workload)} that is lost is made again only when those before it have been ready for ${seconds} s (minReadySeconds): that is not modelled without podManagementPolicy: Parallel`,
  ];
}
