import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Scale, scaleOf } from '../../manifests/scale';

/**
 * The scale of a workload; of several autoscalers each brings it into its own range, and none goes by metrics then.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler, reconcileAutoscaler: maxReplicas and minReplicas come before the metrics, for which an ambiguous
 * selector is an error.
 */
export function scaleIn(index: ObjectIndex, resource: WorkloadResource): Scale | undefined {
  const all = index.autoscalersOf(resource);
  if (all.length < 2) return scaleOf(resource, all[0]);
  const scales = all.flatMap((autoscaler) => scaleOf(resource, autoscaler) ?? []);
  const peak = Math.max(...scales.map((it) => it.peak));
  return scales.length === 0
    ? undefined
    : { replicas: Math.min(...scales.map(({ replicas }) => replicas)), maximum: peak, peak, onlyGrows: false };
}

/** Autoscalers that hinder each other, as a sentence: which number of pods they leave is not known. */
export function rivalDoubts(index: ObjectIndex, resource: WorkloadResource): readonly string[] {
  const all = index.autoscalersOf(resource).map(({ namespace, name }) => `${namespace}/${name}`);
  return all.length > 1 ? [`autoscalers ${all.join(' and ')} both scale it, each into its own range; remove one`] : [];
}
