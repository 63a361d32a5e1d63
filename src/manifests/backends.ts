import type { KubernetesObject } from './object';
import type { Place } from './place';

/** A Service that an Ingress or a route of the Gateway API sends requests to. */
export interface Backend {
  /** The reference to the Service. */
  readonly at: Place;

  /** The Service. */
  readonly name: string;

  /** The place of its name. */
  readonly nameAt: Place;
  readonly namespace: string;

  /** The port of the Service, by name or number, if it is set. */
  readonly port: Place;
}

/** The kinds of the Gateway API that route to Services. */
export const routeTypes: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
  (kind) => `${kind}.gateway.networking.k8s.io`,
);

/**
 * The Services that an Ingress or a route refers to as backends; empty for any other object. Backends of other kinds or groups are ignored.
 *
 * Source: kubernetes.io, Ingress; gateway-api.sigs.k8s.io, API specification, BackendRef: by default a Service of the core group in the
 * namespace of the route.
 */
export function backendsOf({ type, root, namespace }: KubernetesObject): readonly Backend[] {
  const rules = root.items('spec', 'rules');
  if (routeTypes.includes(type)) {
    const references = rules.flatMap((rule) => rule.items('backendRefs')).filter(namesService);
    return references.flatMap((at) => backend(at, at.at('port'), at.text('namespace') ?? namespace));
  }
  if (type !== 'Ingress.networking.k8s.io') return [];
  const paths = rules.flatMap((rule) => rule.items('http', 'paths')).map((path) => path.at('backend', 'service'));
  return [root.at('spec', 'defaultBackend', 'service'), ...paths].flatMap((at) => {
    const byName = at.at('port', 'name');
    return backend(at, byName.isThere ? byName : at.at('port', 'number'), namespace);
  });
}

/** The parents through which outside requests reach a route. A route with only Services as parents is for traffic inside the cluster. */
export function gatewaysOf({ root }: KubernetesObject): readonly Place[] {
  return root.items('spec', 'parentRefs').filter((parent) => (parent.text('kind') ?? 'Gateway') !== 'Service');
}

function namesService(reference: Place): boolean {
  return (reference.text('kind') ?? 'Service') === 'Service' && reference.text('group') === undefined;
}

function backend(at: Place, port: Place, namespace: string): readonly Backend[] {
  const nameAt = at.at('name');
  const name = nameAt.text();
  return name === undefined ? [] : [{ at, name, nameAt, namespace, port }];
}
