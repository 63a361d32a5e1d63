import { wholeMebibytes } from '../parts/rounding';
import { connectSeconds } from './connect-timeout';
import type { IngressClassProps } from './ingress-class-props';
import { nextUpstream } from './next-upstream';
import { requireOneProtection } from './protection-checks';

type Annotation =
  | 'ingress.kubernetes.io/ssl-redirect'
  | `nginx.org/${'proxy-connect-timeout' | 'proxy-read-timeout' | 'client-max-body-size' | 'proxy-next-upstream' | 'proxy-next-upstream-tries'}`;

/** @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/ */
export const f5Nginx: IngressClassProps = {
  name: 'nginx',
  controller: 'F5 NGINX Ingress Controller in the namespace nginx-ingress',
  certificates: 'secret',
  source: { namespace: 'nginx-ingress' },
  annotations: (publication): Partial<Record<Annotation, string>> => {
    const { tls, bodySize } = publication;
    const protection = publication.routes[0]?.protection;
    const timeout = protection?.timeout ?? publication.timeout;
    return {
      // The default is 60 seconds. NGINX then tries the next pod (proxy_next_upstream), also for a POST, since it hasn't sent it yet.
      'nginx.org/proxy-connect-timeout': `${connectSeconds(publication)}s`,
      ...(tls && { 'ingress.kubernetes.io/ssl-redirect': String(tls.redirect) }),
      ...(timeout && { 'nginx.org/proxy-read-timeout': `${timeout.toSeconds()}s` }),
      ...(bodySize && { 'nginx.org/client-max-body-size': `${wholeMebibytes(bodySize)}m` }),
      ...(protection?.retry && {
        'nginx.org/proxy-next-upstream': nextUpstream(protection.retry),
        // The default is all pods.
        'nginx.org/proxy-next-upstream-tries': '3',
      }),
    };
  },
  // It rejects a second Ingress with the same host.
  companions: (scope, { routes }) => {
    requireOneProtection(scope, routes, 'F5 NGINX');
    return [];
  },
  cannotProtect: {
    outlier:
      'write retry: NGINX takes a pod out for ten seconds after one failure by default, and what it retries is what it counts as one',
    circuitBreaker: 'use the class of Traefik: NGINX has no circuit breaker',
    concurrency: 'use the class of Traefik or HAProxy: F5 NGINX limits the requests of each client, not those to a Service',
  },
};
