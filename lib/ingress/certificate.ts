import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from '../labels';
import { namespaceOf } from '../namespace';

/**
 * A certificate that cert-manager asks a ClusterIssuer for and renews, kept in a Secret.
 *
 * An object and no annotation on the Ingress or Gateway: it is the same for both, and cert-manager watches Gateways only where it was told to.
 *
 * @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate
 */
export function certificate(
  scope: Construct,
  identity: Identity,
  clusterIssuer: string,
  secret: string,
  hosts: readonly string[],
): ApiObject {
  return new ApiObject(scope, 'certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      secretName: secret,
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: clusterIssuer },
      // A new key with each renewal: one that leaked is worthless after three months.
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  });
}
