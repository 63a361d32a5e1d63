import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { isKnown, missing, missingFromPlatform } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

const group = 'cert-manager.io';

export const issuerExists: Rule = {
  id: 'issuer-exists',
  severity: 'error',
  title: 'The issuer of every certificate exists',
  why: 'The certificate is never issued, its Secret is never created, and pods that mount the Secret never start.',
  fix: 'Correct the name or the kind of the issuer. An Issuer must be in the namespace of the certificate.',
  appliesTo: [`Certificate.${group}`, 'Ingress.networking.k8s.io', 'Gateway.gateway.networking.k8s.io'],
  *check(object, context) {
    for (const issuer of issuersOf(object)) {
      const complaint = wrong(issuer, object.namespace, context);
      if (complaint) yield complaint;
    }
  },
};

/** A reference to an issuer. */
interface IssuerName {
  readonly at: Place;
  readonly kind: string;
  readonly group: string;

  /** What to write to refer to a ClusterIssuer instead. */
  readonly asClusterIssuer: string;
}

function wrong({ at, kind, asClusterIssuer, ...issuer }: IssuerName, namespace: string, context: Context): Complaint | undefined {
  const name = at.text();
  // External issuers have their own groups and kinds.
  if (name === undefined || issuer.group !== group) return undefined;
  const ofCluster = { at, type: `ClusterIssuer.${group}`, namespace: '', name };
  if (kind === 'ClusterIssuer') return missingFromPlatform(ofCluster, context);
  const absent = missing({ at, type: `Issuer.${group}`, namespace, name }, context);
  if (!absent || !isKnown(ofCluster, context)) return absent;
  return {
    at,
    message: `Issuer '${name}' not found in namespace '${namespace}', but a ClusterIssuer of that name exists`,
    fix: `write ${asClusterIssuer}`,
  };
}

function issuersOf({ type, root }: KubernetesObject): readonly IssuerName[] {
  if (type === `Certificate.${group}`) {
    const issuer = root.at('spec', 'issuerRef');
    const kind = issuer.text('kind') ?? 'Issuer';
    return [{ at: issuer.at('name'), kind, group: issuer.text('group') ?? group, asClusterIssuer: "'kind: ClusterIssuer'" }];
  }
  // Source: https://cert-manager.io/docs/usage/ingress/#supported-annotations
  const annotations = root.at('metadata', 'annotations');
  const asClusterIssuer = `the name in the annotation ${group}/cluster-issuer`;
  return [
    { at: annotations.at(`${group}/cluster-issuer`), kind: 'ClusterIssuer', group, asClusterIssuer },
    {
      at: annotations.at(`${group}/issuer`),
      kind: annotations.text(`${group}/issuer-kind`) ?? 'Issuer',
      group: annotations.text(`${group}/issuer-group`) ?? group,
      asClusterIssuer,
    },
  ];
}
