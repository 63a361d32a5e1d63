import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Scale, scaleOf } from '../../manifests/scale';

/**
 * The scale of a workload; of two autoscalers neither scales it.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler, reconcileAutoscaler: an ambiguous selector is an error, and nothing is scaled.
 */
export function scaleIn(index: ObjectIndex, resource: WorkloadResource): Scale | undefined {
  const [autoscaler, second] = index.autoscalersOf(resource);
  return scaleOf(resource, second ? undefined : autoscaler);
}

/** The autoscalers that scale a workload together, where there is more than one. */
export function rivalsOf(index: ObjectIndex, resource: WorkloadResource): readonly string[] {
  const all = index.autoscalersOf(resource);
  return all.length > 1 ? all.map(({ namespace, name }) => `${namespace}/${name}`) : [];
}
