import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { traefikReference } from '../../manifests/traefik-reference';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Publication } from '../parts/publication';
import { wholeMebibytes } from '../parts/rounding';
import type { IngressClassProps } from './ingress-class-props';
import { ingressObject } from './ingress-object';
import { protectByAnnotations, protectedServices } from './protected-services';
import { traefikRequests } from './request-metrics';
import { serversTransports } from './servers-transport';
import { protectingMiddlewares } from './traefik-protection';

type Annotations = Partial<Record<`traefik.ingress.kubernetes.io/router.${'entrypoints' | 'tls' | 'middlewares'}`, string>>;

const NAME = 'traefik';
const REDIRECT = 'redirect-to-https';
const BODY_SIZE = 'body-size';
const RETRY = 'retry';

/**
 * The pods of a dead node stay endpoints for most of a minute. A connection that fails or times out is tried again with the next pod; once a request
 * has been sent, Traefik doesn't repeat it. Five attempts, so that four pods in a row may be dead: with three, one request in 27 met a dead one of three
 * pods each time. A short wait, so that a pod that is just starting to listen isn't tried five times at once.
 */
const ATTEMPTS = { attempts: 5, initialInterval: '100ms' };

/**
 * A router of Traefik serves either plain HTTP or HTTPS, so that both require two Ingresses. Its entry points are called `web` and `websecure`, as in
 * its Helm chart.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
export const traefik: IngressClassProps = {
  name: NAME,
  controller: 'Traefik, installed by its Helm chart in the namespace traefik',
  certificates: 'secret',
  source: { namespace: 'traefik' },
  requestMetrics: traefikRequests,
  annotations: ({ tls, bodySize }, namespace): Annotations => ({
    'traefik.ingress.kubernetes.io/router.entrypoints': tls ? 'websecure' : 'web',
    ...(tls && { 'traefik.ingress.kubernetes.io/router.tls': 'true' }),
    ...applying(namespace, bodySize ? [BODY_SIZE, RETRY] : [RETRY]),
  }),
  companions: (scope, publication) => {
    const { tls, bodySize } = publication;
    const made: ApiObject[] = [middleware(scope, RETRY, { retry: ATTEMPTS })];
    if (bodySize) made.push(middleware(scope, BODY_SIZE, { buffering: { maxRequestBodyBytes: wholeMebibytes(bodySize) * 1024 * 1024 } }));
    if (tls?.redirect) made.push(middleware(scope, REDIRECT, { redirectScheme: { scheme: 'https', permanent: true } }));
    if (tls) made.push(plainHttp(scope, publication, tls.redirect));
    made.push(...serversTransports(scope, publication), ...protect(scope, publication));
    return made;
  },
  cannot: { timeout: 'set transport.respondingTimeouts of its entry point, or use the class of F5 NGINX or HAProxy' },
  cannotProtect: {
    outlier:
      'write retry, which sends what may be repeated to another pod, or use the class of HAProxy or Envoy Gateway: only an IngressRoute of Traefik has passive health checks, an Ingress has none',
  },
};

/** Middlewares of the Services, not of the routers: a Service has one circuit breaker and one limit, by whichever route its requests come. */
function protect(scope: Construct, { routes }: Publication): ApiObject[] {
  return protectedServices(routes).flatMap(({ service, protection }) => {
    const specs = [...protectingMiddlewares(protection)].map(([name, spec]) => ({ name: `${service}-${name}`, spec }));
    // The router's Middleware is outside of the circuit breaker, which would count each attempt that found a dead pod as a failure of the Service.
    const names = [...specs.map(({ name }) => name), ...(protection.circuitBreaker ? [RETRY] : [])];
    const annotations = { 'traefik.ingress.kubernetes.io/service.middlewares': references(namespaceOf(scope), names) };
    protectByAnnotations(scope, service, names.length > 0 ? annotations : {});
    return specs.map(({ name, spec }) => middleware(scope, name, spec));
  });
}

function plainHttp(scope: Construct, { routes, hosts, bodySize }: Publication, redirect: boolean): ApiObject {
  const annotations: Annotations = {
    'traefik.ingress.kubernetes.io/router.entrypoints': 'web',
    ...applying(namespaceOf(scope), redirect ? [REDIRECT] : bodySize ? [BODY_SIZE, RETRY] : [RETRY]),
  };
  return ingressObject(scope, 'public-http', NAME, { routes, hosts }, annotations);
}

function applying(namespace: string, middlewares: readonly string[]): Annotations {
  return { 'traefik.ingress.kubernetes.io/router.middlewares': references(namespace, middlewares) };
}

function references(namespace: string, middlewares: readonly string[]): string {
  return middlewares.map((name) => traefikReference(namespace, name)).join(',');
}

/** @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/overview/ */
function middleware(scope: Construct, name: string, spec: object): ApiObject {
  const metadata = { name, namespace: namespaceOf(scope), labels: identityOf('public').labels };
  return new ApiObject(scope, name, { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata, spec });
}
