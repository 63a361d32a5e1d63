import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Scale, scaleOf } from '../../manifests/scale';

/**
 * The scale of a workload. Of several autoscalers each brings it into its own range, and none goes by metrics once all have asked for some: it rests at the number nearest to the
 * written one that all allow, or goes back and forth where they contradict each other. Until then one may go by metrics, so nothing is certain of it.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler/horizontal.go: reconcileAutoscaler compares with maxReplicas and minReplicas before it asks for metrics,
 * which validateAndParseSelector then refuses (AmbiguousSelector). On a real control plane: test/cluster/two-autoscalers.test.ts.
 */
export function scaleIn(index: ObjectIndex, resource: WorkloadResource): Scale | undefined {
  const all = index.autoscalersOf(resource);
  if (all.length < 2) return scaleOf(resource, all[0]);
  const scales = all.flatMap((autoscaler) => scaleOf(resource, autoscaler) ?? []);
  if (scales.length === 0) return undefined;
  const peak = Math.max(...scales.map((it) => it.peak));
  const least = Math.max(...scales.map(({ replicas }) => replicas));
  const most = Math.min(...all.map((it) => it.root.count('spec', 'maxReplicas') ?? peak));
  const replicas = Math.min(peak, most, Math.max(least, resource.root.count('spec', 'replicas') ?? 1));
  return { replicas, maximum: peak, peak, onlyGrows: false };
}

/** Autoscalers that the API server refuses, or that hinder each other, as sentences: which number of pods they leave is not known. */
export function autoscalerDoubts(index: ObjectIndex, resource: WorkloadResource): readonly string[] {
  const autoscalers = index.autoscalersOf(resource);
  const refused = autoscalers.filter(({ root }) => (root.count('spec', 'minReplicas') ?? 1) > (root.count('spec', 'maxReplicas') ?? 1));
  const all = autoscalers.map(({ namespace, name }) => `${namespace}/${name}`);
  return [
    ...refused.map((it) => `${idOf(it)} has minReplicas above maxReplicas, and the API server refuses it`),
    ...(all.length > 1 ? [`autoscalers ${all.join(' and ')} both scale it, each into its own range; remove one`] : []),
  ];
}
