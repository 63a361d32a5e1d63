import { routeTypes } from '../../../manifests/backends';
import { controllerOf } from '../../workload/entry-controllers';
import { albRoute } from './aws';
import { gatewayRoute } from './gateway';
import { haproxyRoute } from './haproxy';
import { istioRoute } from './istio';
import { f5Route, ingressNginxRoute } from './nginx';
import { type Entry, proxyRoute } from './proxy';
import type { Route } from './route';
import { traefikRoute } from './traefik';

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
