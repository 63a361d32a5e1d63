import { listAt, textAt, textsAt, valueAt } from '../../manifests/value';
import { type Manifest, nameOf } from '../manifest';
import { PodIndex } from './pod-index';
import { workloadKinds } from './workload';

/** An object through which requests come from outside, and the workloads that they get to. */
export interface EntryPoint {
  readonly object: string;
  /** Who has to act on the object. It is none of the manifests, so the proof takes it for granted. */
  readonly servedBy: string;
  /** Each as kind/namespace/name. */
  readonly workloads: readonly string[];
}

/**
 * The Ingresses, routes of the Gateway API and public Services that lead to a workload.
 *
 * Source: kubernetes.io, Ingress and Service; gateway-api.sigs.k8s.io, API specification: a backend is a Service where no other kind is said, in the route's namespace
 * where no other is; a route whose parent is a Service steers traffic inside the cluster.
 */
export function entryPointsOf(manifests: readonly Manifest[]): readonly EntryPoint[] {
  const index = new PodIndex(manifests.filter(({ kind }) => workloadKinds.has(kind)));
  const services = new Map(manifests.filter((it) => it.kind === 'Service').map((service) => [nameOf(service), service]));
  return manifests.flatMap((manifest) => {
    const entrance = entranceOf(manifest);
    const names = [...new Set(entrance?.services ?? [])];
    const workloads = new Set(names.flatMap((name) => behind(services.get(name), index)));
    return entrance && workloads.size > 0 ? [{ object: nameOf(manifest), servedBy: entrance.servedBy, workloads: [...workloads] }] : [];
  });
}

interface Entrance {
  readonly servedBy: string;
  readonly services: readonly string[];
}

function entranceOf(manifest: Manifest): Entrance | undefined {
  switch (manifest.kind) {
    case 'Ingress':
      return { servedBy: `the controller of ${ingressClass(manifest)}`, services: ingressBackends(manifest) };
    case 'GRPCRoute':
    case 'HTTPRoute':
    case 'TCPRoute':
    case 'TLSRoute':
    case 'UDPRoute':
      return route(manifest);
    case 'Service':
      return publicService(manifest);
    default:
      return undefined;
  }
}

function ingressClass({ body }: Manifest): string {
  const name = textAt(body, 'spec', 'ingressClassName') ?? textAt(body, 'metadata', 'annotations', 'kubernetes.io/ingress.class');
  return name === undefined ? 'the default IngressClass' : `IngressClass ${name}`;
}

function ingressBackends({ body, namespace }: Manifest): readonly string[] {
  const paths = listAt(body, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
  const backends = [valueAt(body, 'spec', 'defaultBackend'), ...paths.map((path) => valueAt(path, 'backend'))];
  return backends.flatMap((backend) => serviceNamed(textAt(backend, 'service', 'name'), namespace));
}

function route({ body, namespace }: Manifest): Entrance | undefined {
  const [gateway] = listAt(body, 'spec', 'parentRefs').filter((parent) => (textAt(parent, 'kind') ?? 'Gateway') !== 'Service');
  if (gateway === undefined) return undefined;
  const backends = listAt(body, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
  const services = backends.filter((backend) => (textAt(backend, 'kind') ?? 'Service') === 'Service');
  return {
    servedBy: `the implementation of Gateway ${textAt(gateway, 'name') ?? ''}`,
    services: services.flatMap((backend) => serviceNamed(textAt(backend, 'name'), textAt(backend, 'namespace') ?? namespace)),
  };
}

function publicService(service: Manifest): Entrance | undefined {
  switch (textAt(service.body, 'spec', 'type')) {
    case 'LoadBalancer':
      return { servedBy: "the platform's load balancer", services: [nameOf(service)] };
    case 'NodePort':
      return { servedBy: 'whoever sends requests to its node port', services: [nameOf(service)] };
    default:
      return undefined;
  }
}

function serviceNamed(name: string | undefined, namespace: string): readonly string[] {
  return name === undefined ? [] : [nameOf({ kind: 'Service', namespace, name })];
}

/** The workloads whose pods a Service selects; one without a selector selects none. */
function behind(service: Manifest | undefined, index: PodIndex): readonly string[] {
  if (!service) return [];
  const matchLabels = Object.fromEntries(textsAt(service.body, 'spec', 'selector'));
  return Object.keys(matchLabels).length === 0 ? [] : index.selected(service.namespace, { matchLabels }).map(nameOf);
}
