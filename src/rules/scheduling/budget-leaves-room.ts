import { boundOf, evictionsAllowedBy } from '../../manifests/budget';
import { keepsOwnData } from '../../manifests/data-images';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { WorkloadResource } from '../../manifests/object-index';
import { scaleOf } from '../../manifests/scale';
import type { Complaint, Rule } from '../rule';

export const budgetLeavesRoom: Rule = {
  id: 'budget-leaves-room',
  severity: 'warning',
  title: 'A PodDisruptionBudget allows an eviction when all pods are ready',
  why: 'Draining a node that runs one of these pods never finishes, and neither does a cluster upgrade.',
  fix: 'Write maxUnavailable: 1, or run more replicas than minAvailable. Select each pod by one budget only.',
  appliesTo: ['PodDisruptionBudget.policy'],
  *check(object, context) {
    const { root, namespace } = object;
    const workloads = context.index.pods.select(namespace, root.at('spec', 'selector').value);
    for (const workload of workloads) {
      const [first = object] = workload.type === 'DaemonSet.apps' ? [] : context.index.budgetsOf(workload);
      if (first.name !== object.name) return yield oneTooMany(object, workload, first);
    }
    const counts = workloads.map((workload) => scaleOf(workload, context.index.autoscalersOf(workload))?.replicas);
    if (counts.length === 0 || counts.some((count) => count === undefined)) return;
    const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    if (total === 0) return;
    if (evictionsAllowedBy(object, total) !== 0) return;
    const at = boundOf(object);
    const scaled = workloads.some((workload) => context.index.autoscalersOf(workload).length > 0)
      ? ', the minReplicas of an autoscaler,'
      : '';
    yield {
      at: at ?? root.at('spec'),
      message: at
        ? `${at.key}: ${at.value} of ${total} ${total === 1 ? 'pod' : 'pods'}${scaled} allows no evictions`
        : 'a budget without maxUnavailable and minAvailable allows no evictions',
      fix: total > 1 || !at ? `write maxUnavailable: 1${at ? ' instead' : ''}` : `write maxUnavailable: 1, ${duringDrains(workloads)}`,
    };
  },
};

/** What becomes of an only pod. A second one may be another database, so it is proposed for none that may keep data. */
function duringDrains(workloads: readonly WorkloadResource[]): string {
  const hasData = workloads.some(
    ({ kind, pod }) => kind === 'StatefulSet' || pod.spec.items('containers').some((it) => keepsOwnData(it.text('image') ?? '')),
  );
  return hasData ? 'so that a drain moves the pod' : 'and run a second replica if the service must stay up during a drain';
}

/** Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/: an eviction fails if several budgets select the pod. */
function oneTooMany({ root }: KubernetesObject, shared: KubernetesObject, first: KubernetesObject): Complaint {
  return {
    at: root.at('spec', 'selector'),
    message: `${inWords(first)} also selects the pods of ${inWords(shared)}, and a pod with two budgets cannot be evicted`,
    fix: 'select these pods by only one of the budgets',
  };
}
