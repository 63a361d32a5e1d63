import type { Construct } from 'constructs';
import type { Protection } from '../parts/protection';
import type { Publication } from '../parts/publication';
import { connectSeconds } from './connect-timeout';
import type { IngressClassProps } from './ingress-class-props';
import { protectByAnnotations, protectedServices } from './protected-services';
import { haproxyRequests } from './request-metrics';

type Annotation = `haproxy.org/${'ssl-redirect' | 'ssl-redirect-code' | 'ssl-redirect-port' | 'timeout-server' | 'backend-config-snippet'}`;

// Of the outliers of a protection.
const FAILURES = 5;
// Short: nothing keeps HAProxy from taking out all pods, where what they share fails for a moment.
const PAUSE_SECONDS = 5;
// Between two health checks, as is HAProxy's default. A check that succeeds resets the failures that it counts, and so many in a row take a pod in again.
const CHECK_SECONDS = 2;

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
      'haproxy.org/backend-config-snippet': snippet(connecting(publication)),
      ...(tls && { 'haproxy.org/ssl-redirect': String(tls.redirect) }),
      // Without the port it redirects browsers to 8443, where the container listens.
      ...(tls?.redirect && { 'haproxy.org/ssl-redirect-code': '301', 'haproxy.org/ssl-redirect-port': '443' }),
      ...(timeout && { 'haproxy.org/timeout-server': `${timeout.toSeconds()}s` }),
    };
  },
  companions: (scope, publication) => {
    protect(scope, publication);
    return [];
  },
  cannot: { bodySize: 'limit it in the service itself, or use the class of F5 NGINX or Traefik' },
  cannotProtect: {
    circuitBreaker:
      'write outlier: HAProxy has no circuit breaker of a whole Service, but answers 503 at once while each of its pods has been taken out',
  },
};

/** The Service's annotations take precedence over those of the Ingress, so that its snippet has those lines too. */
function protect(scope: Construct, publication: Publication): void {
  for (const { service, protection } of protectedServices(publication.routes)) {
    const lines = protecting(protection);
    const annotations: Partial<Record<Annotation, string>> = {
      ...(lines.length > 0 && { 'haproxy.org/backend-config-snippet': snippet([...connecting(publication), ...lines]) }),
      ...(protection.timeout && { 'haproxy.org/timeout-server': `${protection.timeout.toSeconds()}s` }),
    };
    protectByAnnotations(scope, service, annotations);
  }
}

/**
 * The annotation timeout-connect exists in the controller's ConfigMap alone, where its default is 5 seconds. Without redispatch HAProxy would try the same
 * pod again. A controller that runs with --disable-config-snippets ignores this.
 */
function connecting(publication: Publication): string[] {
  return [`timeout connect ${connectSeconds(publication)}s`, 'retries 3', 'option redispatch 1'];
}

/** @see https://docs.haproxy.org/3.2/configuration.html */
function protecting({ outlier, retry, concurrency }: Protection): string[] {
  const lines: string[] = [];
  if (outlier) {
    const { failures = FAILURES, pause } = outlier;
    // The first of the checks may follow at once.
    const rise = Math.ceil((pause?.toSeconds() ?? PAUSE_SECONDS) / CHECK_SECONDS) + 1;
    lines.push(`default-server inter ${CHECK_SECONDS}s rise ${rise} observe layer7 error-limit ${failures} on-error mark-down`);
  }
  if (retry) {
    // The pod's timeout counts as a 504. By default HAProxy would repeat a POST too.
    const causes = ['conn-failure', ...(retry.includes(504) ? ['response-timeout'] : []), ...retry];
    lines.push(`retry-on ${causes.join(' ')}`, 'http-request disable-l7-retry unless METH_GET');
  }
  // Its own limit, pod-maxconn, makes requests wait in place of refusing them.
  if (concurrency !== undefined) lines.push(`http-request deny deny_status 429 if { be_conn gt ${concurrency} }`);
  return lines;
}

function snippet(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
