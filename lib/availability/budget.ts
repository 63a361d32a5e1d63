import { textsAt, valueAt } from './json';
import { type Manifest, nameOf } from './manifest';
import { countOf } from './percentage';
import { labelSelector } from './selector';

/** A PodDisruptionBudget as seen from one workload. */
export interface Budget {
  readonly object: string;
  /** Evictions that it allows at a time while every pod is ready. */
  readonly allowed: number;
  /** Whether it states a minimum, so that one more replica allows one more eviction. */
  readonly minimum: boolean;
}

/**
 * The budgets that select a workload's pods, each with what it allows.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount: percentages round up, the total is that of all workloads selected.
 */
export function budgetsFor(
  workload: Manifest,
  manifests: readonly Manifest[],
  replicasOf: (workload: Manifest) => number,
): readonly Budget[] {
  const podLabels = (it: Manifest) => textsAt(it.body, 'spec', 'template', 'metadata', 'labels');
  return manifests.flatMap((manifest) => {
    if (manifest.kind !== 'PodDisruptionBudget' || manifest.namespace !== workload.namespace) return [];
    const selector = labelSelector(valueAt(manifest.body, 'spec', 'selector'));
    if (!selector(podLabels(workload))) return [];
    const total = manifests
      .filter((it) => runsPods.has(it.kind) && it.namespace === workload.namespace && selector(podLabels(it)))
      .reduce((sum, it) => sum + replicasOf(it), 0);
    const minimum = (valueAt(manifest.body, 'spec', 'maxUnavailable') ?? null) === null;
    return { object: nameOf(manifest), allowed: allowedBy(manifest, total), minimum };
  });
}

const runsPods = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

function allowedBy(budget: Manifest, total: number): number {
  const unavailable = valueAt(budget.body, 'spec', 'maxUnavailable');
  if (unavailable !== undefined && unavailable !== null) return Math.min(total, countOf(unavailable, total, 'up') ?? 0);
  const available = valueAt(budget.body, 'spec', 'minAvailable');
  if (available === undefined || available === null) return total;
  return Math.max(0, total - (countOf(available, total, 'up') ?? total));
}
