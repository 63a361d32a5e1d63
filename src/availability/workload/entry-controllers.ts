import { gatewaysOf } from '../../manifests/backends';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';

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

/** The `controllerName` of Istio's classes. */
export const ISTIO_GATEWAYS = 'istio.io/gateway-controller';

/** Who acts on each Gateway of a route: as its class says, or by the usual name of Istio's; undefined where nothing says it. */
export function gatewayControllersOf(object: KubernetesObject, index: ObjectIndex): readonly (string | undefined)[] {
  return gatewaysOf(object).map((parent) => {
    const gateway = index.find(
      'Gateway.gateway.networking.k8s.io',
      parent.text('namespace') ?? object.namespace,
      parent.text('name') ?? '',
    );
    const name = gateway?.root.text('spec', 'gatewayClassName') ?? '';
    const stated = index.find('GatewayClass.gateway.networking.k8s.io', '', name)?.root.text('spec', 'controllerName');
    return stated ?? (name === 'istio' ? ISTIO_GATEWAYS : undefined);
  });
}
