import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from './labels';
import { namespaceOf } from './namespace';

/** The fields of cert-manager's Certificate that are used here. @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec */
export interface CertificateSpec {
  readonly secretName: string;
  readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: string };
  readonly commonName?: string;
  readonly dnsNames?: readonly string[];
  readonly isCA?: boolean;
  readonly usages: readonly Usage[];

  /** The lifetime, and how long before its end the certificate is renewed; in hours, such as `2160h`. */
  readonly duration: string;
  readonly renewBefore: string;

  readonly privateKey: {
    readonly algorithm: 'ECDSA';
    readonly size: 256 | 384;
    readonly encoding: 'PKCS8';

    /** Whether a renewal creates a new key. Always set, because the default changed in cert-manager 1.18. */
    readonly rotationPolicy: 'Always' | 'Never';
  };
}

type Usage = 'cert sign' | 'crl sign' | 'digital signature' | 'server auth' | 'client auth';

/** The kinds of Issuer that are used here. @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.IssuerSpec */
export type IssuerSpec = { readonly selfSigned: Record<string, never> } | { readonly ca: { readonly secretName: string } };

/** A certificate that cert-manager stores in a Secret and renews. */
export function certificate(scope: Construct, name: string, { labels }: Identity, spec: CertificateSpec): ApiObject {
  const metadata = { name, namespace: namespaceOf(scope), labels };
  return new ApiObject(scope, name, { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata, spec });
}

/** An issuer of certificates in the application's namespace. */
export function issuer(scope: Construct, name: string, { labels }: Identity, spec: IssuerSpec): ApiObject {
  const metadata = { name, namespace: namespaceOf(scope), labels };
  return new ApiObject(scope, name, { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata, spec });
}
