import type { KubernetesObject } from './object';
import { countOf } from './percentage';
import type { Place } from './place';

/** The maxUnavailable or minAvailable of a PodDisruptionBudget; undefined if it sets neither. */
export function boundOf(budget: KubernetesObject): Place | undefined {
  return boundsOf(budget)[0];
}

const known = new WeakMap<KubernetesObject, readonly Place[]>();

/** The bounds that a PodDisruptionBudget sets; the API server refuses one with two. Several questions about a budget begin with them. */
export function boundsOf(budget: KubernetesObject): readonly Place[] {
  const bounds = known.get(budget) ?? boundsIn(budget);
  known.set(budget, bounds);
  return bounds;
}

function boundsIn({ root }: KubernetesObject): readonly Place[] {
  return [root.at('spec', 'maxUnavailable'), root.at('spec', 'minAvailable')].filter(({ isThere }) => isThere);
}

/**
 * The evictions that a PodDisruptionBudget allows at a time while all its pods are ready; undefined if its value is invalid.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount and updatePdbStatus: percentages round up, and a budget that sets
 * neither field allows no evictions.
 *
 * @param total the number of pods it selects
 */
export function evictionsAllowedBy(budget: KubernetesObject, total: number): number | undefined {
  const bound = boundOf(budget);
  if (!bound) return 0;
  const count = countOf(bound.value, total, 'up');
  if (count === undefined) return undefined;
  return bound.key === 'maxUnavailable' ? Math.min(total, count) : Math.max(0, total - count);
}
