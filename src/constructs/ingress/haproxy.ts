import { connectSeconds } from './connect-timeout';
import type { IngressClassProps } from './ingress-class-props';
import { haproxyRequests } from './request-metrics';

type Annotation = `haproxy.org/${'ssl-redirect' | 'ssl-redirect-code' | 'ssl-redirect-port' | 'timeout-server' | 'backend-config-snippet'}`;

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md */
export const haproxy: IngressClassProps = {
  name: 'haproxy',
  controller: "HAProxy Technologies' Kubernetes Ingress Controller in the namespace haproxy-controller",
  certificates: 'secret',
  source: { namespace: 'haproxy-controller' },
  requestMetrics: haproxyRequests,
  annotations: (publication): Partial<Record<Annotation, string>> => {
    const { tls, timeout } = publication;
    return {
      // The annotation timeout-connect exists in the controller's ConfigMap alone, where its default is 5 seconds. Without redispatch HAProxy would try
      // the same pod again. A controller that runs with --disable-config-snippets ignores this.
      'haproxy.org/backend-config-snippet': `timeout connect ${connectSeconds(publication)}s\nretries 3\noption redispatch 1\n`,
      ...(tls && { 'haproxy.org/ssl-redirect': String(tls.redirect) }),
      // Without the port it redirects browsers to 8443, where the container listens.
      ...(tls?.redirect && { 'haproxy.org/ssl-redirect-code': '301', 'haproxy.org/ssl-redirect-port': '443' }),
      ...(timeout && { 'haproxy.org/timeout-server': `${timeout.toSeconds()}s` }),
    };
  },
  cannot: { bodySize: 'limit it in the service itself, or use the class of F5 NGINX or Traefik' },
};
