import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

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
