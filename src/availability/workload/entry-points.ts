import { backendsOf, gatewaysOf, routeTypes } from '../../manifests/backends';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { behind } from '../../manifests/service';
import { gateOf, mayBeOfAws } from './readiness-gates';
import { servicesOf } from './workloads';

/** An object through which requests come from outside, and the workloads that they get to. */
export interface EntryPoint {
  readonly object: string;
  /** Who has to act on the object. It is none of the manifests, so the proof takes it for granted. */
  readonly servedBy: string;
  /** Each as kind/namespace/name. */
  readonly workloads: readonly string[];
  /** What gives new pods a condition of readiness that who acts on the object has to set. */
  readonly gate?: string;
}

/**
 * The Ingresses, routes of the Gateway API and public Services that lead to a workload.
 *
 * Source: kubernetes.io, Ingress and Service; gateway-api.sigs.k8s.io, API specification: a route whose parent is a Service steers traffic inside the cluster.
 */
export function entryPointsOf(index: ObjectIndex): readonly EntryPoint[] {
  const judged = new Set(servicesOf(index).map(idOf));
  return index.objects.flatMap((object) => {
    const entrance = entranceOf(object);
    const services = new Set(entrance?.services.flatMap(({ namespace, name }) => index.find('Service', namespace, name) ?? []));
    const workloads = new Set([...services].flatMap((service) => behind(service, index).map(idOf)).filter((id) => judged.has(id)));
    if (!entrance || workloads.size === 0) return [];
    const [gate] = mayBeOfAws(object, index) ? entrance.services.flatMap(({ namespace }) => gateOf(namespace, index) ?? []) : [];
    return [{ object: idOf(object), servedBy: entrance.servedBy, workloads: [...workloads], ...(gate !== undefined && { gate }) }];
  });
}

interface Entrance {
  readonly servedBy: string;
  readonly services: readonly ServiceName[];
}

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

function entranceOf(object: KubernetesObject): Entrance | undefined {
  switch (object.type) {
    case 'Ingress.networking.k8s.io':
      return { servedBy: `the controller of ${ingressClass(object)}`, services: backendsOf(object) };
    case 'Service':
      return publicService(object);
    default:
      return routeTypes.includes(object.type) ? route(object) : undefined;
  }
}

function ingressClass({ root, annotations }: KubernetesObject): string {
  const name = root.text('spec', 'ingressClassName') ?? annotations.get('kubernetes.io/ingress.class');
  return name === undefined ? 'the default IngressClass' : `IngressClass ${name}`;
}

function route(object: KubernetesObject): Entrance | undefined {
  const [gateway] = gatewaysOf(object);
  return gateway && { servedBy: `the implementation of Gateway ${gateway.text('name') ?? ''}`, services: backendsOf(object) };
}

function publicService({ root, namespace, name }: KubernetesObject): Entrance | undefined {
  switch (root.text('spec', 'type')) {
    case 'LoadBalancer':
      return { servedBy: "the platform's load balancer", services: [{ namespace, name }] };
    case 'NodePort':
      return { servedBy: 'the clients of its node port', services: [{ namespace, name }] };
    default:
      return undefined;
  }
}
