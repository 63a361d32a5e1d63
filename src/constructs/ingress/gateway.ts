import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { PublicationTls } from '../parts/publication';

const API_VERSION = 'gateway.networking.k8s.io/v1';

/** The name of a listener, which routes attach to. */
export type Listener = 'http' | 'https';

/**
 * A Gateway with a listener for HTTP and, with TLS, one for HTTPS.
 *
 * The defaults of the API server are written out, here and in the routes. Without them Argo CD would report a difference forever.
 */
export function gateway(scope: Construct, gatewayClassName: string, tls: PublicationTls | undefined): ApiObject {
  const allowedRoutes = { namespaces: { from: 'Same' } };
  const certificateRefs = [{ group: '', kind: 'Secret', name: tls?.secret }];
  const http = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes };
  const https = { name: 'https', port: 443, protocol: 'HTTPS', allowedRoutes, tls: { mode: 'Terminate', certificateRefs } };
  return new ApiObject(scope, 'gateway', {
    apiVersion: API_VERSION,
    kind: 'Gateway',
    metadata: metadata(scope, 'public'),
    spec: { gatewayClassName, listeners: tls ? [http, https] : [http] },
  });
}

/** The fields of an HTTPRoute that are used here. No suitable package has the types of Gateway API: see docs/decisions/0043. */
export interface HttpRouteProps {
  readonly name: string;
  readonly listeners: readonly Listener[];
  readonly hosts: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/** A path and what happens to its requests. @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule */
export interface HttpRouteRule {
  readonly matches: readonly { readonly path: { readonly type: 'PathPrefix'; readonly value: string } }[];
  readonly filters?: readonly { readonly type: 'RequestRedirect'; readonly requestRedirect: { scheme: 'https'; statusCode: 301 } }[];
  readonly timeouts?: { readonly request: string };
  readonly backendRefs?: readonly {
    readonly group: '';
    readonly kind: 'Service';
    readonly name: string;
    readonly port: number;
    readonly weight: 1;
  }[];
}

/** An HTTPRoute that attaches to listeners of the Gateway. */
export function httpRoute(scope: Construct, { name, listeners, hosts, rules }: HttpRouteProps): ApiObject {
  const parent = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' };
  return new ApiObject(scope, name, {
    apiVersion: API_VERSION,
    kind: 'HTTPRoute',
    metadata: metadata(scope, name),
    spec: {
      parentRefs: listeners.map((sectionName) => ({ ...parent, sectionName })),
      ...(hosts.length > 0 && { hostnames: hosts }),
      rules,
    },
  });
}

function metadata(scope: Construct, name: string): { name: string; namespace: string; labels: Record<string, string> } {
  return { name, namespace: namespaceOf(scope), labels: { ...identityOf('public').labels } };
}
