import type { Construct } from 'constructs';
import type { Accept } from '../../manifests/annotations';
import { requireReason } from '../parts/accept';
import { requireObjectName, requireSecretKey } from '../parts/object-name';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { SecretKey } from '../parts/secret-key';
import { shown } from '../parts/shown';

/** TLS and a password, or neither with a reason. */
export type Security = Secured | Accept<'no-security'>;

/** TLS among nodes and for clients, and a password for the superuser. */
export interface Secured {
  /**
   * Who issues the certificates: cert-manager, from an authority of this cluster's own, or somebody else into named Secrets.
   *
   * @default 'cert-manager'
   */
  readonly certificates?: 'cert-manager' | NamedCertificates;

  /**
   * Where the password of the superuser `elastic` lies. It is read when a cluster is founded; later it changes by Elasticsearch's API.
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
 * Whoever holds a certificate of the transport's authority is a node of the cluster: use an authority that signs nothing else.
 */
export interface NamedCertificates {
  /** For nodes among each other; with the usages server auth and client auth. */
  readonly transport: string;

  /** For clients; with the usage server auth and the names of the Service for clients, which is called as the cluster is. */
  readonly http: string;
}

/** A user and where its password lies. */
export interface Credentials {
  readonly username: string;
  readonly password: SecretKey;
}

/** Where the Secrets of a secured cluster are. */
export interface ClusterSecrets {
  readonly transport: string;
  readonly http: string;
  readonly password: SecretKey;

  /** Whether cert-manager fills the first two. */
  readonly issued: boolean;
}

/** The Secrets of a cluster, none where it is unsecured. @throws where no reason is given for that, and on a name that no Secret can have */
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
