import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { type CertificateSpec, certificate, issuer } from '../parts/cert-manager';
import type { Plan } from './plan';
import type { ClusterSecrets } from './security';
import { clientNames } from './services';

// The CA outlives many certificates, and keeps its key when it is renewed. What it signed before stays valid, so nodes with its old and its new
// certificate trust each other.
const AUTHORITY = { duration: '87600h', renewBefore: '8760h', privateKey: key('Never') };
const LEAF = { duration: '2160h', renewBefore: '720h', privateKey: key('Always') };

function key(rotationPolicy: 'Always' | 'Never'): CertificateSpec['privateKey'] {
  return { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy };
}

/**
 * The cluster's own CA and the certificates that it signs: one for the transport layer between nodes, one for clients.
 *
 * The CA must not sign anything else: every holder of a certificate of the transport layer's CA can join as a node.
 */
export function certificates(scope: Construct, plan: Plan, secrets: ClusterSecrets): ApiObject[] {
  const { identity } = plan;
  const names = { selfSigned: `${identity.name}-self-signed`, authority: `${identity.name}-ca` };
  const selfSigned = issuer(scope, names.selfSigned, identity, { selfSigned: {} });
  const ca = certificate(scope, names.authority, identity, {
    secretName: names.authority,
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: names.selfSigned },
    commonName: `${plan.namespace} ${identity.name}`,
    isCA: true,
    usages: ['cert sign', 'crl sign'],
    ...AUTHORITY,
  });
  const authority = issuer(scope, `${names.authority}-issuer`, identity, { ca: { secretName: names.authority } });

  const issuerRef = { group: 'cert-manager.io', kind: 'Issuer', name: `${names.authority}-issuer` } as const;
  const nodes = `*.${plan.discovery}.${plan.namespace}.svc`;
  const transport = certificate(scope, `${identity.name}-transport`, identity, {
    secretName: secrets.transport,
    issuerRef,
    dnsNames: [nodes, `${nodes}.cluster.local`],
    usages: ['digital signature', 'server auth', 'client auth'],
    ...LEAF,
  });
  const http = certificate(scope, `${identity.name}-http`, identity, {
    secretName: secrets.http,
    issuerRef,
    dnsNames: [...clientNames(plan), 'localhost'],
    usages: ['digital signature', 'server auth'],
    ...LEAF,
  });
  return [selfSigned, ca, authority, transport, http];
}
