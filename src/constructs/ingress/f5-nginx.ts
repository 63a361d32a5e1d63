import { wholeMebibytes } from '../parts/rounding';
import type { IngressClassProps } from './ingress-class-props';

type Annotation =
  | 'ingress.kubernetes.io/ssl-redirect'
  | `nginx.org/${'proxy-connect-timeout' | 'proxy-read-timeout' | 'client-max-body-size'}`;

/** @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/ */
export const f5Nginx: IngressClassProps = {
  name: 'nginx',
  controller: 'F5 NGINX Ingress Controller in the namespace nginx-ingress',
  certificates: 'secret',
  source: { namespace: 'nginx-ingress' },
  annotations: ({ tls, timeout, bodySize }): Partial<Record<Annotation, string>> => ({
    // A dead node doesn't respond at all. After two seconds, rather than sixty, the request goes to another pod.
    'nginx.org/proxy-connect-timeout': '2s',
    ...(tls && { 'ingress.kubernetes.io/ssl-redirect': String(tls.redirect) }),
    ...(timeout && { 'nginx.org/proxy-read-timeout': `${timeout.toSeconds()}s` }),
    ...(bodySize && { 'nginx.org/client-max-body-size': `${wholeMebibytes(bodySize)}m` }),
  }),
};
