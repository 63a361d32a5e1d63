import type { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { certificate } from '../parts/cert-manager';
import { exemptionAnnotations } from '../parts/exemptions';
import { identityOf } from '../parts/labels';
import type { PlatformFacts } from '../parts/platform-facts';
import { refuse } from '../parts/refuse';
import { ACME_SOLVER, admitFrom } from './admission';
import { requireBodySize, requireHosts, requireRoutes, requireTimeout } from './checks';
import type { EntryPoint } from './entry-point';
import type { PublicationTls, Route } from './publication';
import type { Tls } from './tls';

/** What the way in needs. */
export interface PublicIngressProps {
  /** Where it runs: its ingress class or gateway class serves the routes. */
  readonly platform: PlatformFacts;

  /** The paths; the longest that fits a request wins. */
  readonly routes: readonly Route[];

  /**
   * The public DNS names: each of them has all the routes.
   *
   * @default any name: whatever reaches the controller
   */
  readonly hosts?: readonly string[];

  /**
   * Where the certificate comes from; it needs hosts.
   *
   * @default none: plain HTTP
   */
  readonly tls?: Tls;

  /**
   * Whether plain HTTP is sent on to HTTPS, where there is a certificate. Without it plain HTTP is served as well.
   *
   * @default true
   */
  readonly redirect?: boolean;

  /**
   * How long an answer may take.
   *
   * @default the controller's own, mostly 60 seconds
   */
  readonly timeout?: Duration;

  /**
   * The most that a request may carry.
   *
   * @default the controller's own: 1 MiB for the NGINXes, none for the others
   */
  readonly bodySize?: Size;
}

/**
 * The way in from the public. The same routes are an Ingress or a Gateway with its HTTPRoutes, as the platform has it.
 *
 * @throws on no or two equal routes, a host that is no DNS name, and what the platform's way in can't do
 */
export class PublicIngress extends Construct {
  constructor(scope: Construct, id: string, props: PublicIngressProps) {
    super(scope, id);
    const { platform, routes, hosts = [], tls, timeout, bodySize } = props;
    const entryPoint = platform.ingress;
    requireHosts(this, hosts);
    requireRoutes(this, routes);
    requireAbilities(this, entryPoint, props);
    if (timeout) requireTimeout(this, timeout, entryPoint);
    if (bodySize) requireBodySize(this, bodySize);
    if (tls) requireTls(this, tls, entryPoint, hosts);

    entryPoint.publish(this, { routes, hosts, tls: tls && publicationTls(tls, props.redirect ?? true), timeout, bodySize });
    admitFrom(
      this,
      entryPoint.source,
      routes.map(({ to }) => to),
    );
    if (tls?.clusterIssuer) {
      issuedCertificate(this, tls.clusterIssuer, hosts);
      for (const policy of admitFrom(this, entryPoint.source, [ACME_SOLVER])) {
        for (const [name, value] of Object.entries(exemptionAnnotations(['acmeSolver']))) policy.metadata.addAnnotation(name, value);
      }
    }
  }
}

/** The certificate's name, and its Secret's. */
const ISSUED = 'public-tls';

/**
 * An object of its own and no annotation on the Ingress or Gateway: it is the same for both, and cert-manager watches Gateways only where it
 * was told to.
 */
function issuedCertificate(scope: Construct, clusterIssuer: string, hosts: readonly string[]): void {
  certificate(scope, ISSUED, identityOf('public'), {
    secretName: ISSUED,
    dnsNames: hosts,
    issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
    usages: ['digital signature', 'server auth'],
    // What Let's Encrypt gives at most, and a month to find out that a renewal fails.
    duration: '2160h',
    renewBefore: '720h',
    // A new key with each renewal: one that leaked is worthless in three months.
    privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
  });
}

function publicationTls({ secret, clusterIssuer, certificateArn }: Tls, redirect: boolean): PublicationTls {
  return {
    redirect,
    secret: clusterIssuer ? ISSUED : secret,
    certificateArn: certificateArn === 'discover' ? undefined : certificateArn,
  };
}

function requireAbilities(construct: Construct, { name, cannot }: EntryPoint, { timeout, bodySize }: PublicIngressProps): void {
  if (timeout && cannot.timeout) refuse(construct, `the class '${name}' can't limit how long an answer takes; ${cannot.timeout}`);
  if (bodySize && cannot.bodySize) refuse(construct, `the class '${name}' can't limit what a request carries; ${cannot.bodySize}`);
}

function requireTls(construct: Construct, tls: Tls, { name, certificates }: EntryPoint, hosts: readonly string[]): void {
  if (hosts.length === 0) refuse(construct, 'TLS needs a host that its certificate is for; set hosts');
  const wanted = tls.certificateArn === undefined ? 'secret' : 'load-balancer';
  if (wanted === certificates) return;
  const way = certificates === 'secret' ? 'tls: { clusterIssuer } or { secret }' : "tls: { certificateArn: 'discover' }";
  refuse(construct, `the class '${name}' takes its certificates from a ${certificates}; write ${way}`);
}
