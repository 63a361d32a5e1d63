import { Construct } from 'constructs';
import { certificate } from '../parts/cert-manager';
import { exemptionAnnotations } from '../parts/exemptions';
import { identityOf } from '../parts/labels';
import type { PublicationTls } from '../parts/publication';
import { isRefused } from '../parts/refuse';
import { ACME_SOLVER, admitFrom } from './admission';
import { requireSound } from './checks';
import type { PublicIngressProps } from './public-ingress-props';
import type { Tls } from './tls';

export type { PublicIngressProps } from './public-ingress-props';

/**
 * The public entry point. The same routes are an Ingress or a Gateway with its HTTPRoutes, as the platform has it.
 *
 * @throws on no or two equal routes, a host that is not a DNS name, and what the platform's entry class can't do
 */
export class PublicIngress extends Construct {
  constructor(scope: Construct, id: string, props: PublicIngressProps) {
    super(scope, id);
    const { platform, routes, hosts = [], tls, timeout, bodySize } = props;
    const entryClass = platform.ingress;
    requireSound(this, props);
    if (isRefused(this)) return;

    entryClass.publish(this, { routes, hosts, tls: tls && publicationTls(tls, props.redirect ?? true), timeout, bodySize });
    admitFrom(
      this,
      entryClass.source,
      routes.map(({ to }) => to),
    );
    if (tls?.clusterIssuer) {
      issuedCertificate(this, tls.clusterIssuer, hosts);
      for (const policy of admitFrom(this, entryClass.source, [ACME_SOLVER])) {
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
