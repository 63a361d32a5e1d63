import { boundOf, evictionsAllowedBy } from '../../manifests/budget';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { scaleOf } from '../../manifests/scale';
import type { Complaint, Rule } from '../rule';

export const budgetLeavesRoom: Rule = {
  id: 'budget-leaves-room',
  severity: 'warning',
  title: 'A PodDisruptionBudget lets a pod be evicted when all are ready',
  why: 'A drain of any node that has such a pod waits forever, and with it the upgrade of the cluster.',
  fix: 'Write maxUnavailable: 1, or have one replica more than minAvailable; have one budget for a pod.',
  appliesTo: ['PodDisruptionBudget.policy'],
  *check(object, context) {
    const { root, namespace } = object;
    const workloads = context.index.pods.select(namespace, root.at('spec', 'selector').value);
    for (const workload of workloads) {
      const [first = object] = workload.type === 'DaemonSet.apps' ? [] : context.index.budgetsOf(workload);
      if (first.name !== object.name) return yield oneTooMany(object, workload, first);
    }
    const counts = workloads.map((workload) => scaleOf(workload, context.index.autoscalerOf(workload))?.replicas);
    if (counts.length === 0 || counts.some((count) => count === undefined)) return;
    const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    if (total === 0) return;
    if (evictionsAllowedBy(object, total) !== 0) return;
    const at = boundOf(object);
    const scaled = workloads.some((workload) => context.index.autoscalerOf(workload)) ? ', the least that an autoscaler leaves,' : '';
    yield {
      at: at ?? root.at('spec'),
      message: at
        ? `${at.key} ${at.value} of ${total} ${total === 1 ? 'pod' : 'pods'}${scaled} lets none be evicted`
        : 'a budget without maxUnavailable and minAvailable lets no pod be evicted',
      fix:
        total > 1 || !at
          ? `write maxUnavailable: 1${at ? ' in its place' : ''}`
          : 'write maxUnavailable: 1, and have a second replica if the pod must not be down while it moves',
    };
  },
};

/** Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/: where two budgets select a pod, the answer is an error. */
function oneTooMany({ root }: KubernetesObject, shared: KubernetesObject, first: KubernetesObject): Complaint {
  return {
    at: root.at('spec', 'selector'),
    message: `${inWords(first)} selects the pods of ${inWords(shared)} as well, and pods of two budgets are never evicted`,
    fix: 'let only one of them select these pods',
  };
}
