import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { certificate } from '../parts/cert-manager';
import type { PublishedObjects } from '../parts/entry-class';
import { contradicts } from '../parts/exempt';
import { standIn } from '../parts/kube-object';
import { identityOf } from '../parts/labels';
import type { PublicationTls } from '../parts/publication';
import { ACME_SOLVER, admitFrom } from './admission';
import type { PublicIngressProps } from './public-ingress-props';
import type { Tls } from './tls';

/** The objects of a PublicIngress. */
export interface PublicIngressObjects {
  readonly ingress?: k8s.KubeIngress;
  readonly gateway?: ApiObject;
  readonly httpRoutes: readonly ApiObject[];
  readonly companions: readonly ApiObject[];
  readonly certificate?: ApiObject;
  readonly networkPolicies: readonly ApiObject[];
}

/** The name of the certificate and of its Secret. */
const ISSUED = 'public-tls';

/** Creates the objects of a PublicIngress. */
export function publicIngressObjects(scope: Construct, props: PublicIngressProps): PublicIngressObjects {
  const { routes, hosts = [], tls, timeout, connectTimeout, bodySize } = props;
  const entryClass = props.platform.ingress;
  const publication = { routes, hosts, tls: tls && publicationTls(tls, props.redirect ?? true), timeout, connectTimeout, bodySize };
  const published: PublishedObjects = entryClass.publish(scope, publication);
  const ports = routes.map(({ to }) => to);
  const networkPolicies = admitFrom(scope, entryClass.source, ports);
  const made = { httpRoutes: [], companions: [], ...published, networkPolicies };
  if (!tls?.clusterIssuer) return made;
  const issued = issuedCertificate(scope, tls.clusterIssuer, hosts);
  const solver = admitFrom(scope, entryClass.source, [ACME_SOLVER]);
  for (const policy of solver) contradicts(policy, ['acmeSolver']);
  return { ...made, certificate: issued, networkPolicies: [...networkPolicies, ...solver] };
}

/** Their substitutes in a refused PublicIngress. */
export function refusedPublicIngress(): PublicIngressObjects {
  return {
    ingress: standIn(k8s.KubeIngress),
    gateway: standIn(ApiObject),
    httpRoutes: [],
    companions: [],
    certificate: standIn(ApiObject),
    networkPolicies: [],
  };
}

/**
 * A Certificate rather than an annotation, so that an Ingress and a Gateway work alike: cert-manager watches Gateways only if it is configured to.
 */
function issuedCertificate(scope: Construct, clusterIssuer: string, hosts: readonly string[]): ApiObject {
  return certificate(scope, ISSUED, identityOf('public'), {
    secretName: ISSUED,
    dnsNames: hosts,
    issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
    usages: ['digital signature', 'server auth'],
    // The longest lifetime of Let's Encrypt, with a month to detect a failed renewal.
    duration: '2160h',
    renewBefore: '720h',
    // A new key with each renewal, so that a leaked key is useless after three months.
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
