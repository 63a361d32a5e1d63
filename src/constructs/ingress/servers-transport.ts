import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { TRAEFIK_DIAL_SECONDS } from '../../manifests/entry-failover';
import { traefikReference } from '../../manifests/traefik-reference';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Publication } from '../parts/publication';
import { annotateServices, protectByAnnotations, protectedServices } from './protected-services';

const NAME = 'connect-timeout';
const ANNOTATION = 'traefik.ingress.kubernetes.io/service.serverstransport';

// Of Traefik's own transport, which this one replaces. A ServersTransport without it falls back to Go's 2, and would open a connection for most requests.
const IDLE_CONNECTIONS = 200;

/**
 * The connections from Traefik to the pods. Traefik's own transport waits 30 seconds for a connection, so that its retry is too late for most clients.
 * All attempts together take less than the 3 seconds that many clients wait. A Service with a timeout of its own has a transport of its own.
 *
 * Only an annotation of the Service can name its transport, and Traefik serves nothing for a Service whose transport is missing. So the transport and the
 * annotation are made together, and only Services with a route have it.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/serverstransport/
 */
export function serversTransports(scope: Construct, { routes, connectTimeout }: Publication): ApiObject[] {
  const dialTimeout = `${(connectTimeout?.toSeconds() ?? TRAEFIK_DIAL_SECONDS) * 1000}ms`;
  annotateServices(scope, new Set(routes.map(({ to }) => to.service)), { [ANNOTATION]: traefikReference(namespaceOf(scope), NAME) });
  const own = protectedServices(routes).flatMap(({ service, protection: { timeout } }) => {
    if (!timeout) return [];
    const name = `${service}-timeout`;
    protectByAnnotations(scope, service, { [ANNOTATION]: traefikReference(namespaceOf(scope), name) });
    return [transport(scope, name, { dialTimeout, responseHeaderTimeout: `${timeout.toSeconds()}s` })];
  });
  return [transport(scope, NAME, { dialTimeout }), ...own];
}

interface ForwardingTimeouts {
  readonly dialTimeout: string;
  readonly responseHeaderTimeout?: string;
}

function transport(scope: Construct, name: string, forwardingTimeouts: ForwardingTimeouts): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'ServersTransport',
    metadata: { name, namespace: namespaceOf(scope), labels: identityOf('public').labels },
    spec: { maxIdleConnsPerHost: IDLE_CONNECTIONS, forwardingTimeouts },
  });
}
