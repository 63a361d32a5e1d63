import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';

/**
 * The workloads that accept connections from outside the cluster. One of them may be the ingress controller.
 *
 * A pod with hostNetwork has the node's IP, which no policy selects by labels.
 */
export function entryWorkloadsOf(index: ObjectIndex): ReadonlySet<WorkloadResource> {
  const services = index.ofType('Service').filter(({ root }) => ['LoadBalancer', 'NodePort'].includes(root.text('spec', 'type') ?? ''));
  const onTheNode = index.objects.flatMap((object) => index.workload(object) ?? []).filter(hasHostPort);
  return new Set([...services.flatMap((service) => behind(service, index)), ...onTheNode]);
}

function hasHostPort({ pod }: WorkloadResource): boolean {
  return pod.containers.some((container) => container.parts('ports').some((port) => port.at('hostPort').isThere));
}
