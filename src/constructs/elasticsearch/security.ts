import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { requireReason } from '../parts/accept';
import { requireObjectName, requireSecretKey } from '../parts/object-name';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { SecretKey } from '../parts/secret-key';
import { shown } from '../parts/shown';

/** TLS and a password, or neither, with a reason. */
export type Security = Secured | Accept<'no-security'>;

/** TLS between nodes and for clients, and a password for the superuser. */
export interface Secured {
  /**
   * The source of the certificates: cert-manager, with a CA of this cluster alone, or existing Secrets.
   *
   * @default 'cert-manager'
   */
  readonly certificates?: 'cert-manager' | NamedCertificates;

  /**
   * The password of the superuser `elastic`. It is read when the cluster is bootstrapped. Later, change it through Elasticsearch's API.
   *
   * @default the key `password` of the Secret `<name>-password`, such as `elasticsearch-password`
   */
  readonly password?: SecretKey;

  readonly accept?: never;
  readonly because?: never;
}

/**
 * Names of Secrets with the keys `tls.crt`, `tls.key` (PEM, PKCS #8, not encrypted) and `ca.crt`.
 *
 * Every holder of a certificate of the transport layer's CA can join as a node: use a CA that signs nothing else.
 */
export interface NamedCertificates {
  /** For the transport layer between nodes; with the usages server auth and client auth. */
  readonly transport: string;

  /** For clients; with the usage server auth and the DNS names of the Service for clients, which has the cluster's name. */
  readonly http: string;
}

/** A user and its password. */
export interface Credentials {
  readonly username: string;
  readonly password: SecretKey;
}

/** The Secrets of a secured cluster. */
export interface ClusterSecrets {
  readonly transport: string;
  readonly http: string;
  readonly password: SecretKey;

  /** Whether cert-manager creates the first two. */
  readonly issued: boolean;
}

/** The Secrets of a cluster, undefined if it is unsecured. @throws if that has no reason, and on an invalid name of a Secret */
export function securitySecrets(construct: Construct, name: string, security: Security = {}): ClusterSecrets | undefined {
  if (!isPlain(security as unknown)) {
    const fix = "leave it out for TLS by cert-manager, or accept: 'no-security' and because";
    refuse(construct, {
      setting: 'security',
      message: `must have certificates and password, or an accepted risk, got ${shown(security)}`,
      fix,
    });
    return undefined;
  }
  if (security.accept !== undefined) {
    requireReason(construct, security, 'no-security', 'security');
    return undefined;
  }
  const { certificates = 'cert-manager', password = { secret: `${name}-password`, key: 'password' } } = security;
  requireSecretKey(construct, 'security.password', password);
  if (certificates === 'cert-manager') {
    return { transport: `${name}-transport-tls`, http: `${name}-http-tls`, password, issued: true };
  }
  for (const layer of ['transport', 'http'] as const) {
    requireObjectName(construct, `security.certificates.${layer}`, certificates?.[layer], 'Secret');
  }
  return { ...certificates, password, issued: false };
}
