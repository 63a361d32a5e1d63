import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { TRAEFIK_DIAL_SECONDS } from '../../manifests/entry-failover';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { Publication } from '../parts/publication';

const NAME = 'connect-timeout';
const ANNOTATION = 'traefik.ingress.kubernetes.io/service.serverstransport';

// Of Traefik's own transport, which this one replaces. A ServersTransport without it falls back to Go's 2, and would open a connection for most requests.
const IDLE_CONNECTIONS = 200;

/**
 * The connections from Traefik to the pods. Traefik's own transport waits 30 seconds for a connection, so that its retry is too late for most clients.
 * All attempts together take less than the 3 seconds that many clients wait.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/serverstransport/
 */
export function serversTransport(scope: Construct, publication: Publication): ApiObject {
  const dialTimeout = `${(publication.connectTimeout?.toSeconds() ?? TRAEFIK_DIAL_SECONDS) * 1000}ms`;
  useTransport(scope, publication);
  return new ApiObject(scope, NAME, {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'ServersTransport',
    metadata: { name: NAME, namespace: namespaceOf(scope), labels: identityOf('public').labels },
    spec: { maxIdleConnsPerHost: IDLE_CONNECTIONS, forwardingTimeouts: { dialTimeout } },
  });
}

/**
 * Names the transport on the Services of the routes. Only an annotation of the Service can do so, and Traefik serves nothing for a Service whose
 * transport is missing. So the transport and the annotation are made together, and only Services with a route have it.
 */
function useTransport(scope: Construct, { routes }: Publication): void {
  const services = new Set(routes.map(({ to }) => to.service));
  for (const construct of Chart.of(scope).node.findAll()) {
    // `instanceof` takes any ApiObject for a KubeService.
    if (!ApiObject.isApiObject(construct) || construct.kind !== 'Service' || !services.has(construct.name)) continue;
    construct.metadata.addAnnotation(ANNOTATION, `${namespaceOf(scope)}-${NAME}@kubernetescrd`);
  }
}
