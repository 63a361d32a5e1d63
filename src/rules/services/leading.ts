import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';

const known = new WeakMap<ObjectIndex, ReadonlyMap<WorkloadResource, readonly KubernetesObject[]>>();

/** The Services that select a workload's pods. Found once for all, so that a rule stays linear. */
export function servicesBefore(workload: WorkloadResource, index: ObjectIndex): readonly KubernetesObject[] {
  const found = known.get(index) ?? byWorkload(index);
  known.set(index, found);
  return found.get(workload) ?? [];
}

function byWorkload(index: ObjectIndex): ReadonlyMap<WorkloadResource, readonly KubernetesObject[]> {
  const services = new Map<WorkloadResource, KubernetesObject[]>();
  for (const service of index.ofType('Service')) for (const workload of behind(service, index)) append(services, workload, service);
  return services;
}
