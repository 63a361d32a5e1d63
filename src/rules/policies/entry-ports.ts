import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';

/**
 * The workloads that take connections from outside of the cluster themselves: one may be the controller that passes them on.
 *
 * On a node's own network a pod has the node's address, which no policy selects by labels.
 */
export function doorsOf(index: ObjectIndex): ReadonlySet<WorkloadResource> {
  const services = index.ofType('Service').filter(({ root }) => ['LoadBalancer', 'NodePort'].includes(root.text('spec', 'type') ?? ''));
  const onTheNode = index.objects.flatMap((object) => index.workload(object) ?? []).filter(hasHostPort);
  return new Set([...services.flatMap((service) => behind(service, index)), ...onTheNode]);
}

function hasHostPort({ pod }: WorkloadResource): boolean {
  return pod.containers.some((container) => container.parts('ports').some((port) => port.at('hostPort').isThere));
}
