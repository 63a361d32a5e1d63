import { boundOf, evictionsAllowedBy } from '../../manifests/budget';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/** A PodDisruptionBudget as seen from one workload. */
export interface Budget {
  readonly object: string;
  /** Evictions that it allows at a time while every pod is ready. */
  readonly allowed: number;
  /** Whether it states a minimum, so that one more replica allows one more eviction. */
  readonly minimum: boolean;
}

/**
 * The budgets of a workload, each with what it allows. What can't be read allows nothing.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount: the total is that of all workloads selected.
 */
export function budgetsOf(
  workload: WorkloadResource,
  index: ObjectIndex,
  replicasOf: (workload: WorkloadResource) => number,
): readonly Budget[] {
  return index.budgetsOf(workload).map((budget) => {
    const selected = index.pods.select(budget.namespace, budget.root.at('spec', 'selector').value);
    const total = selected.reduce((sum, it) => sum + replicasOf(it), 0);
    return { object: idOf(budget), allowed: evictionsAllowedBy(budget, total) ?? 0, minimum: boundOf(budget)?.key === 'minAvailable' };
  });
}
