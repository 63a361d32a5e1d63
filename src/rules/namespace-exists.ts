import type { KubernetesObject } from '../manifests/object';
import type { Place } from '../manifests/place';
import { missingFromPlatform } from './resolve';
import type { Context, Rule } from './rule';

/** The label by which a policy chooses a namespace by its name; the API server sets it on each. */
const nameLabel = 'kubernetes.io/metadata.name';

export const namespaceExists: Rule = {
  id: 'namespace-exists',
  severity: 'hint',
  title: 'A namespace is not a typo of another one',
  why: 'The API server refuses an object for a namespace that is not there; a NetworkPolicy that names one lets nobody through.',
  fix: "Write the name of the namespace. Somebody else may have made it: only a name that is nearly another's is found, or one that a list of what is provided leaves out.",
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

/** The names of namespaces in a policy's peers. */
function named({ root }: KubernetesObject): readonly Place[] {
  const rules = ['ingress', 'egress'].flatMap((direction) => root.parts('spec', direction));
  const peers = rules.flatMap((rule) => [...rule.parts('from'), ...rule.parts('to')]);
  return peers.map((peer) => peer.at('namespaceSelector', 'matchLabels', nameLabel));
}
