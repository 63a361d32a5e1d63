import { createHash } from 'node:crypto';
import { boundOf, evictionsAllowedBy } from '../../manifests/budget';
import { idOf } from '../../manifests/identity';
import { memoized } from '../../manifests/memoized';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/** A PodDisruptionBudget as seen from one workload. */
export interface Budget {
  readonly object: string;
  /** Evictions that it allows at a time while every pod is ready. */
  readonly allowed: number;
  /** The same after the workload's replicas have changed. */
  readonly allowedAt: (replicas: number) => number;
  /** An object whose pods it selects too, and which has no scale to count: then it allows nothing. */
  readonly unscaled?: { readonly object: string; readonly certain: boolean };
  /** The other workloads whose pods it selects: where theirs are away, so many fewer of this one's may be. */
  readonly others: readonly string[];
  /** The same in a few characters; empty where there are none. */
  readonly othersKey: string;
}

/** The workloads whose pods a budget selects, with a text that is equal where their names are; empty where there is only one. */
interface Selected {
  readonly workloads: readonly WorkloadResource[];
  readonly digest: string;
}

const known = new WeakMap<ObjectIndex, Map<KubernetesObject, Selected>>();

/** Each workload that a budget selects asks for the others: hundreds of them would each keep a list of hundreds. */
function selectedBy(budget: KubernetesObject, index: ObjectIndex): Selected {
  const ofIndex = known.get(index) ?? new Map<KubernetesObject, Selected>();
  known.set(index, ofIndex);
  const before = ofIndex.get(budget);
  if (before) return before;
  const workloads = index.pods.select(budget.namespace, budget.root.at('spec', 'selector').value).filter((it) => it.type !== 'PodTemplate');
  const digest = workloads.length > 1 ? createHash('sha1').update(workloads.map(idOf).join()).digest('base64') : '';
  const selected = { workloads, digest };
  ofIndex.set(budget, selected);
  return selected;
}

/** Those that make pods without a scale subresource, and whether there are surely pods of theirs at any time. */
const withoutScale: Readonly<Record<string, boolean>> = { 'DaemonSet.apps': true, 'Job.batch': true, 'CronJob.batch': false };

/** Pods that no controller makes aren't expected by a budget that needs to know how many there should be. */
const unmanaged = new Set(['Pod', 'PodTemplate']);

/**
 * The budgets of a workload, each with what it allows. What can't be read allows nothing.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, getExpectedPodCount and failSafe: the total is that of all workloads selected; with `maxUnavailable`
 * or a percentage it is asked of their scale subresource, and where one has none the budget allows no disruption.
 */
export function budgetsOf(
  workload: WorkloadResource,
  index: ObjectIndex,
  replicasOf: (workload: WorkloadResource) => number,
): readonly Budget[] {
  return index.budgetsOf(workload).map((budget) => {
    const { workloads: selected, digest } = selectedBy(budget, index);
    const found = asksForScale(budget) ? selected.find((it) => withoutScale[it.type] !== undefined && replicasOf(it) > 0) : undefined;
    const unscaled = found && { object: idOf(found), certain: withoutScale[found.type] === true && !isDeleted(found) };
    const allowedAt = memoized((replicas) =>
      found ? 0 : allowedBy(budget, selected, (it) => (it === workload ? replicas : replicasOf(it))),
    );
    return {
      object: idOf(budget),
      allowed: allowedAt(replicasOf(workload)),
      allowedAt,
      unscaled,
      get others() {
        return selected.filter((it) => it !== workload).map(idOf);
      },
      othersKey: selected.length > 1 ? `${digest} ${selected.indexOf(workload)}` : '',
    };
  });
}

/** Whether an object is deleted some time after it has ended: by Kubernetes, Helm or Argo CD. */
function isDeleted({ root, annotations }: KubernetesObject): boolean {
  const isHook = ['helm.sh/hook-delete-policy', 'argocd.argoproj.io/hook-delete-policy'].some((it) => annotations.has(it));
  return isHook || root.at('spec', 'ttlSecondsAfterFinished').isThere;
}

function asksForScale(budget: KubernetesObject): boolean {
  const bound = boundOf(budget);
  return bound?.key === 'maxUnavailable' || bound?.text() !== undefined;
}

function allowedBy(
  budget: KubernetesObject,
  selected: readonly WorkloadResource[],
  replicasOf: (workload: WorkloadResource) => number,
): number {
  const sum = (some: readonly WorkloadResource[]) => some.reduce((pods, it) => pods + replicasOf(it), 0);
  const alone = asksForScale(budget) ? sum(selected.filter((it) => unmanaged.has(it.type))) : 0;
  const allowed = evictionsAllowedBy(budget, sum(selected) - alone) ?? 0;
  return alone > 0 && boundOf(budget) ? allowed + alone : allowed;
}
