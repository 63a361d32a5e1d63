import { inWords } from '../../manifests/identity';
import type { Rule } from '../rule';

/** Source: kubernetes.io, Horizontal Pod Autoscaling, Migrating Deployments and StatefulSets to horizontal autoscaling. */
export const autoscalerOwnsReplicas: Rule = {
  id: 'autoscaler-owns-replicas',
  severity: 'warning',
  title: 'A workload with an autoscaler does not set replicas',
  why: 'Each time the manifest is applied, replicas is set back to what it says: under load, most pods are deleted while they are needed.',
  fix: 'Remove replicas, and let minReplicas say how many there are at least.',
  appliesTo: ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'ReplicationController'],
  *check(object, { index }) {
    const at = object.root.at('spec', 'replicas');
    // With 0, a workload is paused: its autoscaler does nothing.
    if (!at.isThere || at.value === 0) return;
    const autoscaler = index.autoscalersOf(object).find(({ root }) => {
      const least = root.count('spec', 'minReplicas') ?? 1;
      return least !== root.count('spec', 'maxReplicas') || at.value !== least;
    });
    if (!autoscaler) return;
    yield {
      at,
      message: `each apply sets replicas back to this number, whatever ${inWords(autoscaler)} has scaled to`,
      fix: 'remove replicas; where client-side apply wrote it, remove it with kubectl apply edit-last-applied first, or the pods fall to 1 once',
    };
  },
};
