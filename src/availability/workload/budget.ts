import { countOf } from '../../manifests/percentage';
import { valueAt } from '../../manifests/value';
import { type Manifest, nameOf } from '../manifest';
import type { PodIndex } from './pod-index';

/** A PodDisruptionBudget as seen from one workload. */
export interface Budget {
  readonly object: string;
  /** Evictions that it allows at a time while every pod is ready. */
  readonly allowed: number;
  /** Whether it states a minimum, so that one more replica allows one more eviction. */
  readonly minimum: boolean;
}

/**
 * The budgets of every workload that has any, each with what it allows.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount: percentages round up, the total is that of all workloads selected.
 */
export function budgetsByWorkload(
  manifests: readonly Manifest[],
  index: PodIndex,
  replicasOf: (workload: Manifest) => number,
): ReadonlyMap<Manifest, readonly Budget[]> {
  const budgets = new Map<Manifest, Budget[]>();
  for (const manifest of manifests) {
    if (manifest.kind !== 'PodDisruptionBudget') continue;
    const selected = index.selected(manifest.namespace, valueAt(manifest.body, 'spec', 'selector'));
    const total = selected.reduce((sum, it) => sum + replicasOf(it), 0);
    const minimum = (valueAt(manifest.body, 'spec', 'maxUnavailable') ?? null) === null;
    const budget = { object: nameOf(manifest), allowed: allowedBy(manifest, total), minimum };
    for (const workload of selected) budgets.set(workload, [...(budgets.get(workload) ?? []), budget]);
  }
  return budgets;
}

function allowedBy(budget: Manifest, total: number): number {
  const unavailable = valueAt(budget.body, 'spec', 'maxUnavailable');
  if (unavailable !== undefined && unavailable !== null) return Math.min(total, countOf(unavailable, total, 'up') ?? 0);
  const available = valueAt(budget.body, 'spec', 'minAvailable');
  if (available === undefined || available === null) return total;
  return Math.max(0, total - (countOf(available, total, 'up') ?? total));
}
