import type { KubernetesObject } from '../manifests/object';
import type { Place } from '../manifests/place';
import { missingFromPlatform } from './resolve';
import type { Context, Rule } from './rule';

/** The label by which a policy selects a namespace by name. The API server sets it on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

export const namespaceExists: Rule = {
  id: 'namespace-exists',
  severity: 'hint',
  title: 'Every namespace exists',
  why: 'The API server rejects an object in a namespace that does not exist. A NetworkPolicy that selects such a namespace allows no traffic.',
  fix: 'Correct the name, or list the namespace under `provided`. The cluster may have namespaces that are not in the manifests, so only a probable typo is reported, or a namespace missing from `provided` when namespaces are listed there.',
  appliesTo: 'every object',
  *check(object, context) {
    const { namespace } = object;
    if (namespace !== '') yield* unknown(object.root.at('metadata', 'namespace'), namespace, context);
    if (object.type !== 'NetworkPolicy.networking.k8s.io') return;
    for (const at of named(object)) yield* unknown(at, at.text() ?? '', context);
  },
};

function* unknown(at: Place, name: string, context: Context) {
  const complaint = name === '' ? undefined : missingFromPlatform({ at, type: 'Namespace', namespace: '', name }, context);
  if (complaint) yield complaint;
}

/** The namespaces that a policy's peers name. */
function named({ root }: KubernetesObject): readonly Place[] {
  const rules = ['ingress', 'egress'].flatMap((direction) => root.parts('spec', direction));
  const peers = rules.flatMap((rule) => [...rule.parts('from'), ...rule.parts('to')]);
  return peers.map((peer) => peer.at('namespaceSelector', 'matchLabels', nameLabel));
}
