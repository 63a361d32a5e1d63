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

/** The taints that keep a pod from being bound to a node: `PreferNoSchedule` is only a wish. */
export function repels(tolerations: readonly Place[], taints: readonly Taint[]): boolean {
  return taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint));
}

/**
 * How many seconds a pod stays on an unreachable node before it is evicted: its own toleration, else undefined (admission adds the cluster's default).
 *
 * Source: k8s.io/kubernetes/pkg/controller/tainteviction, getMinTolerationTime; one without `tolerationSeconds` holds forever.
 */
export function unreachableToleration(spec: Place): number | undefined {
  const taint: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };
  const matching = spec.items('tolerations').filter((toleration) => covers(toleration, taint));
  if (matching.length === 0) return undefined;
  const seconds = matching.map((toleration) => toleration.number('tolerationSeconds'));
  return Math.min(...seconds.map((value) => (value === undefined ? Number.POSITIVE_INFINITY : Math.max(0, value))));
}
