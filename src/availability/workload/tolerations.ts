import type { Taint } from '../../cluster/topology';
import { isObject, listAt, textAt, valueAt } from '../../manifests/value';

/**
 * Whether one of the tolerations covers a taint.
 *
 * Source: k8s.io/api/core/v1, Toleration.ToleratesTaint.
 */
export function tolerates(tolerations: readonly unknown[], taint: Taint): boolean {
  return tolerations.some((toleration) => covers(toleration, taint));
}

function covers(toleration: unknown, taint: Taint): boolean {
  if (!isObject(toleration)) return false;
  const effect = textAt(toleration, 'effect') || undefined;
  const key = textAt(toleration, 'key') || undefined;
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key !== undefined && key !== taint.key) return false;
  const operator = textAt(toleration, 'operator') || 'Equal';
  if (operator === 'Exists') return true;
  return operator === 'Equal' && key !== undefined && (textAt(toleration, 'value') ?? '') === (taint.value ?? '');
}

/** The taints that keep a pod from being bound to a node: `PreferNoSchedule` is only a wish. */
export function repels(tolerations: readonly unknown[], taints: readonly Taint[]): boolean {
  return taints.some((taint) => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint));
}

/**
 * How many seconds a pod stays on an unreachable node before it is evicted: its own toleration, else undefined (admission adds the cluster's default).
 *
 * Source: k8s.io/kubernetes/pkg/controller/tainteviction, getMinTolerationTime; one without `tolerationSeconds` holds for ever.
 */
export function unreachableToleration(podSpec: unknown): number | undefined {
  const taint: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' };
  const matching = listAt(podSpec, 'tolerations').filter((toleration) => covers(toleration, taint));
  if (matching.length === 0) return undefined;
  const seconds = matching.map((toleration) => valueAt(toleration, 'tolerationSeconds'));
  return Math.min(...seconds.map((value) => (typeof value === 'number' ? Math.max(0, value) : Number.POSITIVE_INFINITY)));
}
