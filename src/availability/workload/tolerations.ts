import type { Taint } from '../../cluster/topology';
import type { Place } from '../../manifests/place';

/**
 * Whether one of the tolerations covers a taint.
 *
 * Source: k8s.io/api/core/v1, Toleration.ToleratesTaint.
 */
function tolerates(tolerations: readonly Place[], taint: Taint): boolean {
  return tolerations.some((toleration) => covers(toleration, taint));
}

function covers(toleration: Place, taint: Taint): boolean {
  const effect = toleration.text('effect');
  const key = toleration.text('key');
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key !== undefined && key !== taint.key) return false;
  const operator = toleration.text('operator') ?? 'Equal';
  if (operator === 'Exists') return true;
  return operator === 'Equal' && key !== undefined && (toleration.text('value') ?? '') === (taint.value ?? '');
}

/**
 * After how many seconds a pod is evicted from a node by its NoExecute taints; undefined where it may stay.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/tainteviction, getMinTolerationTime and GetMatchingTolerations: of each taint the first toleration that covers it.
 */
export function evictedAfter(tolerations: readonly Place[], taints: readonly Taint[]): number | undefined {
  const seconds = taints.flatMap((taint) => {
    if (taint.effect !== 'NoExecute') return [];
    return tolerations.find((toleration) => covers(toleration, taint))?.number('tolerationSeconds') ?? [];
  });
  return seconds.length > 0 ? Math.max(0, Math.min(...seconds)) : undefined;
}

/** The taints that keep a pod from being bound to a node: `PreferNoSchedule` is only a wish. */
export function repels(tolerations: readonly Place[], taints: readonly Taint[]): boolean {
  return taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint));
}

/**
 * Whether pods may be bound to nodes that are cordoned.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/nodeunschedulable.
 */
export function toleratesCordon(tolerations: readonly Place[]): boolean {
  return tolerates(tolerations, { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' });
}

/**
 * Whether pods may be bound to a node that is lost.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/nodelifecycle, nodeConditionToTaintKeyStatusMap.
 */
export function toleratesLostNode(tolerations: readonly Place[]): boolean {
  return tolerates(tolerations, { key: 'node.kubernetes.io/unreachable', effect: 'NoSchedule' });
}

/**
 * How many seconds a pod stays on a node that is unreachable, or not ready, before it is evicted: its own toleration, else undefined (admission adds the cluster's default).
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/tainteviction, getMinTolerationTime and GetMatchingTolerations: the first that covers the taint; one without
 * `tolerationSeconds` holds forever.
 */
export function lossToleration(spec: Place, condition: 'unreachable' | 'not-ready'): number | undefined {
  const taint: Taint = { key: `node.kubernetes.io/${condition}`, effect: 'NoExecute' };
  const first = spec.items('tolerations').find((toleration) => covers(toleration, taint));
  return first && Math.max(0, first.number('tolerationSeconds') ?? Number.POSITIVE_INFINITY);
}
