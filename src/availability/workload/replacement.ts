import type { Place } from '../../manifests/place';

/**
 * A Deployment's pods are replaced as soon as they are given up; a StatefulSet's only when they are gone, for which a pod with a grace period needs its kubelet. One
 * with none is deleted at once, wherever it may still be running.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/registry/core/pod/strategy.go, CheckGracefulDelete; kubernetes.io, Force Delete StatefulSet Pods.
 */
export function replacedAtOnce(type: string, spec: Place): boolean {
  return type === 'Deployment.apps' || (type === 'StatefulSet.apps' && spec.number('terminationGracePeriodSeconds') === 0);
}
