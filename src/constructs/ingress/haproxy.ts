import type { IngressClassProps } from './ingress-class-props';

type Annotation = `haproxy.org/${'ssl-redirect' | 'ssl-redirect-code' | 'ssl-redirect-port' | 'timeout-server'}`;

/** @see https://github.com/haproxytech/kubernetes-ingress/blob/master/documentation/annotations.md */
export const haproxy: IngressClassProps = {
  name: 'haproxy',
  controller: "HAProxy Technologies' Kubernetes Ingress Controller in the namespace haproxy-controller",
  certificates: 'secret',
  source: { namespace: 'haproxy-controller' },
  annotations: ({ tls, timeout }): Partial<Record<Annotation, string>> => ({
    ...(tls && { 'haproxy.org/ssl-redirect': String(tls.redirect) }),
    // Without the port it redirects browsers to 8443, where the container listens.
    ...(tls?.redirect && { 'haproxy.org/ssl-redirect-code': '301', 'haproxy.org/ssl-redirect-port': '443' }),
    ...(timeout && { 'haproxy.org/timeout-server': `${timeout.toSeconds()}s` }),
  }),
  cannot: { bodySize: 'limit it in the service itself, or use the class of F5 NGINX or Traefik' },
};
