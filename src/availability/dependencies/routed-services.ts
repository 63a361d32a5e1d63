import type { Address } from '../../manifests/addresses/address';
import { serviceHost } from '../../manifests/addresses/service-host';
import { backendsOf, gatewaysOf, routeTypes } from '../../manifests/backends';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';

/** A Service that requests get to. */
export interface RoutedService {
  readonly service: KubernetesObject;

  /** Whether requests are shared with another Service. */
  readonly isOneOfSeveral: boolean;

  /** The route by which a public host leads to it, in words. */
  readonly through?: string;
}

const types = ['Ingress.networking.k8s.io', ...routeTypes];

/**
 * Where requests to a Service or to a public address get to.
 *
 * Source: kubernetes.io, Service, ExternalName; gateway-api.sigs.k8s.io, GAMMA: a route whose parent is a Service takes over the requests to it.
 */
export function routedTo(target: KubernetesObject | Address, index: ObjectIndex): readonly RoutedService[] {
  if ('host' in target) return byPublicHost(target, index);
  const routes = routeTypes.flatMap((type) => index.ofType(type)).filter((route) => hasParent(route, target));
  const backends = routes.flatMap((route) => found(backendsOf(route), index));
  if (backends.length > 0) return backends.map((service) => ({ service, isOneOfSeveral: backends.length > 1 }));
  return [{ service: aliased(target, index), isOneOfSeveral: false }];
}

/** What a Service stands for: the name of one that is outside may itself be that of another. */
function aliased(service: KubernetesObject, index: ObjectIndex): KubernetesObject {
  const seen = new Set([service]);
  for (const alias of seen) {
    const name = alias.root.text('spec', 'type') === 'ExternalName' ? alias.root.text('spec', 'externalName') : undefined;
    const meant = name === undefined ? undefined : serviceHost(name.toLowerCase().replace(/\.$/, ''), alias.namespace, index);
    const next = meant?.certain ? index.find('Service', meant.namespace, meant.name) : undefined;
    if (next) seen.add(next);
  }
  return [...seen].at(-1) ?? service;
}

function hasParent(route: KubernetesObject, { namespace, name }: KubernetesObject): boolean {
  return route.root
    .items('spec', 'parentRefs')
    .some(
      (parent) =>
        parent.text('kind') === 'Service' && parent.text('name') === name && (parent.text('namespace') ?? route.namespace) === namespace,
    );
}

/** The Services behind the longest path of a public host that a URL begins with. */
function byPublicHost({ host, path = '/' }: Address, index: ObjectIndex): readonly RoutedService[] {
  if (!host.includes('.')) return [];
  const routes = types
    .flatMap((type) => index.ofType(type))
    .filter((route) => isPublic(route) && hostsOf(route).some((it) => covers(it, host)));
  const matches = routes.flatMap((route) => pathsOf(route, host).map((it) => ({ ...it, route })));
  const fitting = matches.filter((it) => path.startsWith(it.path)).sort((a, b) => b.path.length - a.path.length);
  const longest = fitting.filter((it) => it.path === fitting[0]?.path);
  return longest.flatMap(({ route, services }) =>
    services.flatMap((name) => {
      const service = index.find('Service', name.namespace, name.name);
      return service ? [{ service, isOneOfSeveral: longest.length > 1, through: `${route.kind} '${route.name}'` }] : [];
    }),
  );
}

function isPublic(route: KubernetesObject): boolean {
  return route.type === types[0] || gatewaysOf(route).length > 0;
}

function hostsOf({ root, type }: KubernetesObject): readonly (string | undefined)[] {
  return type === types[0]
    ? root.items('spec', 'rules').map((rule) => rule.text('host'))
    : root.items('spec', 'hostnames').map((it) => it.text());
}

/** `*.example.com` covers the names with one label more. */
function covers(stated: string | undefined, host: string): boolean {
  return stated === host || (stated?.startsWith('*.') === true && host.slice(host.indexOf('.')) === stated.slice(1));
}

interface RoutedPath {
  readonly path: string;
  readonly services: readonly { readonly namespace: string; readonly name: string }[];
}

function pathsOf({ root, type, namespace }: KubernetesObject, host: string): readonly RoutedPath[] {
  if (type === types[0])
    return root
      .items('spec', 'rules')
      .filter((rule) => covers(rule.text('host'), host))
      .flatMap((rule) => rule.items('http', 'paths'))
      .map((it) => ({ path: it.text('path') ?? '/', services: [{ namespace, name: it.text('backend', 'service', 'name') ?? '' }] }));
  return root.items('spec', 'rules').flatMap((rule) => {
    const services = rule.items('backendRefs').map((it) => ({ namespace: it.text('namespace') ?? namespace, name: it.text('name') ?? '' }));
    const matches = rule.items('matches');
    const paths = matches.length === 0 ? ['/'] : matches.map((match) => match.text('path', 'value') ?? '/');
    return paths.map((path) => ({ path, services }));
  });
}

function found(
  backends: readonly { readonly namespace: string; readonly name: string }[],
  index: ObjectIndex,
): readonly KubernetesObject[] {
  return [...new Set(backends.flatMap(({ namespace, name }) => index.find('Service', namespace, name) ?? []))];
}
