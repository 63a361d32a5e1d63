import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { IngressClass } from './ingress-class';
import { identityOf } from './labels';
import { namespaceOf } from './namespace';
import { admit } from './network-policy';
import type { Platform } from './platform';
import { refuse } from './refuse';
import type { ServicePort } from './service-port';
import type { Tls } from './tls';

/** A path and who serves it. */
export interface Route {
  /** The path with all that lies below it, such as `/api`. */
  readonly path: string;

  /** The port of a Service, taken from the construct that has it: `backend.api`. */
  readonly to: ServicePort;
}

/** What the way in needs. */
export interface PublicIngressProps {
  /** Whose ingress controller serves it. */
  readonly platform: Platform;

  /** The paths; the longest that fits a request wins. */
  readonly routes: readonly Route[];

  /**
   * The public DNS name.
   *
   * @default any name: whatever reaches the controller
   */
  readonly host?: string;

  /**
   * Where the certificate comes from; it needs a host.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;
}

/** The way in from the public: an Ingress of the platform's class. */
export class PublicIngress extends Construct {
  constructor(scope: Construct, id: string, props: PublicIngressProps) {
    super(scope, id);
    requireHost(this, props.host);
    requireRoutes(this, props.routes);
    if (props.tls) requireTls(this, props.tls, props.platform.ingress, props.host);
    ingress(this, props);
    admit(
      this,
      'public',
      props.platform.ingress.peers,
      props.routes.map(({ to }) => to),
    );
  }
}

function ingress(scope: Construct, props: PublicIngressProps): k8s.KubeIngress {
  const { host, tls } = props;
  const { name, labels } = identityOf('public');
  const issuer = tls?.clusterIssuer && { 'cert-manager.io/cluster-issuer': tls.clusterIssuer };
  return new k8s.KubeIngress(scope, 'ingress', {
    metadata: { name, namespace: namespaceOf(scope), labels, annotations: { ...props.platform.ingress.annotations(tls), ...issuer } },
    spec: {
      ingressClassName: props.platform.ingress.name,
      rules: [{ host, http: { paths: props.routes.map(path) } }],
      tls: tls && host ? [{ hosts: [host], secretName: tls.certificateArn ? undefined : (tls.secret ?? 'public-tls') }] : undefined,
    },
  });
}

function path(route: Route): k8s.HttpIngressPath {
  return { path: route.path, pathType: 'Prefix', backend: { service: { name: route.to.service, port: { name: route.to.name } } } };
}

// RFC 1123, as the API server asks of a rule's host; a wildcard may stand in its first label.
const DNS_NAME = /^(\*\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

function requireHost(construct: Construct, host: string | undefined): void {
  if (host === undefined || (DNS_NAME.test(host) && host.length <= 253)) return;
  refuse(construct, `host '${host}' is no DNS name; write lower-case letters, digits, '-' and '.', such as shop.example`);
}

function requireRoutes(construct: Construct, routes: readonly Route[]): void {
  if (routes.length === 0) refuse(construct, "it has no routes; give it at least { path: '/', to: frontend.http }");
  const seen = new Set<string>();
  for (const { path, to } of routes) {
    if (!path.startsWith('/')) refuse(construct, `route '${path}' must begin with '/'`);
    // A controller takes /api and /api/ for the same prefix.
    const prefix = path.replace(/\/+$/, '');
    if (seen.has(prefix)) refuse(construct, `route '${path}' is there twice; keep one of them`);
    seen.add(prefix);
    if (!to) refuse(construct, `route '${path}' leads to a port that isn't there; take one that a construct has, such as backend.api`);
  }
}

function requireTls(construct: Construct, tls: Tls, ingressClass: IngressClass, host: string | undefined): void {
  if (host === undefined) refuse(construct, 'TLS needs a host that its certificate is for; set host');
  const wanted = tls.certificateArn === undefined ? 'secret' : 'load-balancer';
  if (wanted === ingressClass.certificates) return;
  const way = ingressClass.certificates === 'secret' ? 'tls: { clusterIssuer } or { secret }' : "tls: { certificateArn: 'discover' }";
  refuse(construct, `the ingress class '${ingressClass.name}' takes its certificates from a ${ingressClass.certificates}; write ${way}`);
}
