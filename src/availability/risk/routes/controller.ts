import { routeTypes } from '../../../manifests/backends';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { albRoute } from './aws';
import { gatewayRoute } from './gateway';
import { haproxyRoute } from './haproxy';
import { istioRoute } from './istio';
import { f5Route, ingressNginxRoute } from './nginx';
import { type Entry, proxyRoute } from './proxy';
import type { Route } from './route';
import { traefikRoute } from './traefik';

/** Who acts on an Ingress, as far as its class tells. */
export type Controller = 'alb' | 'traefik' | 'ingress-nginx' | 'f5-nginx' | 'haproxy' | 'istio' | 'gce' | 'unknown';

const byController: Readonly<Record<string, Controller>> = {
  'ingress.k8s.aws/alb': 'alb',
  'eks.amazonaws.com/alb': 'alb',
  'traefik.io/ingress-controller': 'traefik',
  'k8s.io/ingress-nginx': 'ingress-nginx',
  'nginx.org/ingress-controller': 'f5-nginx',
  'haproxy.org/ingress-controller': 'haproxy',
  'istio.io/ingress-controller': 'istio',
  'webapprouting.kubernetes.azure.com/nginx': 'ingress-nginx',
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
  if (name === 'istio') return 'istio';
  if (name === 'gce' || name === 'gce-internal') return 'gce';
  // The second is the class of the application routing of AKS, which is ingress-nginx.
  const isNginx = ['nginx', 'webapprouting.kubernetes.azure.com'].includes(name);
  return annotated('nginx.ingress.kubernetes.io/') || isNginx ? 'ingress-nginx' : 'unknown';
}

/** The route through an Ingress, or a route of the Gateway API. */
export function entryRoute(entry: Entry): Route {
  if (routeTypes.includes(entry.object.type)) return gatewayRoute(entry);
  const by = `the controller of Ingress ${entry.object.namespace}/${entry.object.name}`;
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
    case 'istio':
      return istioRoute(entry, `Istio's gateway of Ingress ${entry.object.namespace}/${entry.object.name}`);
    // Releases behind Google's load balancers were seen to answer 502: philpearl.github.io, Kubernetes Ingress.
    case 'gce':
      return proxyRoute(entry, by);
    default:
      return { ...proxyRoute(entry, by), mayRetry: true };
  }
}
