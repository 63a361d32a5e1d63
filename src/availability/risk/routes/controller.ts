import { routeTypes } from '../../../manifests/backends';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { albRoute } from './aws';
import { gatewayRoute } from './gateway';
import { haproxyRoute } from './haproxy';
import { f5Route, ingressNginxRoute } from './nginx';
import { type Entry, proxyRoute } from './proxy';
import type { Route } from './route';
import { traefikRoute } from './traefik';

/** Who acts on an Ingress, as far as its class tells. */
export type Controller = 'alb' | 'traefik' | 'ingress-nginx' | 'f5-nginx' | 'haproxy' | 'unknown';

const byController: Readonly<Record<string, Controller>> = {
  'ingress.k8s.aws/alb': 'alb',
  'eks.amazonaws.com/alb': 'alb',
  'traefik.io/ingress-controller': 'traefik',
  'k8s.io/ingress-nginx': 'ingress-nginx',
  'nginx.org/ingress-controller': 'f5-nginx',
  'haproxy.org/ingress-controller': 'haproxy',
};

/** The controller of an Ingress: by its IngressClass, by its annotations, or by the usual name of its class. */
export function controllerOf(object: KubernetesObject, index: ObjectIndex): Controller {
  const name = object.root.text('spec', 'ingressClassName') ?? object.annotations.get('kubernetes.io/ingress.class') ?? '';
  const stated = index.find('IngressClass.networking.k8s.io', '', name)?.root.text('spec', 'controller') ?? '';
  const known = Object.entries(byController).find(([controller]) => stated.startsWith(controller));
  if (known) return known[1];
  const annotated = (prefix: string) => [...object.annotations.keys()].some((key) => key.startsWith(prefix));
  if (annotated('alb.ingress.kubernetes.io/') || name === 'alb') return 'alb';
  if (annotated('traefik.ingress.kubernetes.io/') || name === 'traefik') return 'traefik';
  if (annotated('haproxy.org/') || name === 'haproxy') return 'haproxy';
  if (annotated('nginx.org/')) return 'f5-nginx';
  return annotated('nginx.ingress.kubernetes.io/') || name === 'nginx' ? 'ingress-nginx' : 'unknown';
}

/** The route through an Ingress, or a route of the Gateway API. */
export function entryRoute(entry: Entry): Route {
  if (routeTypes.includes(entry.object.type)) return gatewayRoute(entry);
  switch (controllerOf(entry.object, entry.index)) {
    case 'alb':
      return albRoute(entry.object, entry.service, entry.inside);
    case 'traefik':
      return traefikRoute(entry);
    case 'ingress-nginx':
      return ingressNginxRoute(entry);
    case 'f5-nginx':
      return f5Route(entry);
    case 'haproxy':
      return haproxyRoute(entry);
    default:
      return proxyRoute(entry, `the controller of Ingress ${entry.object.namespace}/${entry.object.name}`);
  }
}
