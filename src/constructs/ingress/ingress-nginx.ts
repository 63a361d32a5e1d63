import { wholeMebibytes } from '../parts/rounding';
import { connectSeconds } from './connect-timeout';
import type { IngressClassProps } from './ingress-class-props';
import { nextUpstream } from './next-upstream';
import { ingressNginxRequests } from './request-metrics';

type Annotation = `nginx.ingress.kubernetes.io/${
  | 'ssl-redirect'
  | 'proxy-connect-timeout'
  | 'proxy-read-timeout'
  | 'proxy-body-size'
  | 'proxy-next-upstream'}`;

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export const ingressNginx: IngressClassProps = {
  name: 'nginx',
  controller: 'ingress-nginx (on minikube: minikube addons enable ingress)',
  certificates: 'secret',
  source: { namespace: 'ingress-nginx' },
  requestMetrics: ingressNginxRequests,
  annotations: (publication): Partial<Record<Annotation, string>> => {
    const { tls, bodySize } = publication;
    const protection = publication.routes[0]?.protection;
    const timeout = protection?.timeout ?? publication.timeout;
    return {
      // The default is 5 seconds. By default it then tries two other pods (proxy-next-upstream-tries: 3).
      'nginx.ingress.kubernetes.io/proxy-connect-timeout': String(connectSeconds(publication)),
      // It redirects by default if an Ingress has TLS.
      ...(tls && !tls.redirect && { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' }),
      ...(timeout && { 'nginx.ingress.kubernetes.io/proxy-read-timeout': String(timeout.toSeconds()) }),
      ...(bodySize && { 'nginx.ingress.kubernetes.io/proxy-body-size': `${wholeMebibytes(bodySize)}m` }),
      ...(protection?.retry && { 'nginx.ingress.kubernetes.io/proxy-next-upstream': nextUpstream(protection.retry) }),
    };
  },
  ingressPerProtection: true,
  cannotProtect: {
    outlier:
      'write retry, or use the class of HAProxy: ingress-nginx balances in Lua, which never takes out a pod that is ready (it had upstream-max-fails until 0.22)',
    circuitBreaker: 'use the class of Traefik: NGINX has no circuit breaker',
    concurrency:
      'use the class of Traefik or HAProxy: limit-connections of ingress-nginx limits the connections of each client, not of a Service',
  },
};
