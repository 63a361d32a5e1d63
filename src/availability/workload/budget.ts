import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { countOf } from '../../manifests/percentage';

/** A PodDisruptionBudget as seen from one workload. */
export interface Budget {
  readonly object: string;
  /** Evictions that it allows at a time while every pod is ready. */
  readonly allowed: number;
  /** Whether it states a minimum, so that one more replica allows one more eviction. */
  readonly minimum: boolean;
}

/**
 * The budgets of a workload, each with what it allows.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount: percentages round up, the total is that of all workloads selected.
 */
export function budgetsOf(
  workload: WorkloadResource,
  index: ObjectIndex,
  replicasOf: (workload: WorkloadResource) => number,
): readonly Budget[] {
  return index.budgetsOf(workload).map((budget) => {
    const selected = index.pods.select(budget.namespace, budget.root.at('spec', 'selector').value);
    const total = selected.reduce((sum, it) => sum + replicasOf(it), 0);
    return { object: idOf(budget), allowed: allowedBy(budget, total), minimum: !budget.root.at('spec', 'maxUnavailable').isThere };
  });
}

function allowedBy({ root }: KubernetesObject, total: number): number {
  const unavailable = root.at('spec', 'maxUnavailable');
  if (unavailable.isThere) return Math.min(total, countOf(unavailable.value, total, 'up') ?? 0);
  const available = root.at('spec', 'minAvailable');
  return available.isThere ? Math.max(0, total - (countOf(available.value, total, 'up') ?? total)) : total;
}
