import type { KubernetesObject } from '../kubernetes-object';
import type { Place } from '../place';
import { missing, missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

const group = 'cert-manager.io';

export const issuerExists: Rule = {
  id: 'issuer-exists',
  title: "A certificate's Issuer is there, in its namespace",
  why: 'The certificate is never issued, its Secret never made, and the pods wait for it.',
  fix: 'Correct the name or the kind of the issuer.',
  appliesTo: [`Certificate.${group}`, 'Ingress.networking.k8s.io', 'Gateway.gateway.networking.k8s.io'],
  *check(object, context) {
    for (const { at, cluster } of issuersOf(object)) {
      const name = at.text();
      if (name === undefined) continue;
      const complaint = cluster
        ? missingFromPlatform({ at, type: `ClusterIssuer.${group}`, namespace: '', name }, context)
        : missing({ at, type: `Issuer.${group}`, namespace: object.namespace, name }, context);
      if (complaint) yield complaint;
    }
  },
};

/** An issuer by its name, and whether it is the cluster's. */
function issuersOf({ type, root }: KubernetesObject): readonly { readonly at: Place; readonly cluster: boolean }[] {
  if (type === `Certificate.${group}`) {
    const issuer = root.at('spec', 'issuerRef');
    // An external issuer has a group of its own.
    if ((issuer.text('group') ?? group) !== group) return [];
    return [{ at: issuer.at('name'), cluster: issuer.text('kind') === 'ClusterIssuer' }];
  }
  const annotations = root.at('metadata', 'annotations');
  return [
    { at: annotations.at(`${group}/cluster-issuer`), cluster: true },
    { at: annotations.at(`${group}/issuer`), cluster: false },
  ];
}
