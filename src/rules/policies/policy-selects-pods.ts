import type { Place } from '../../manifests/place';
import { textsAt } from '../../manifests/value';
import { show } from '../../manifests/words';
import type { Complaint, Context, Rule } from '../rule';

export const policySelectsPods: Rule = {
  id: 'policy-selects-pods',
  severity: 'hint',
  title: 'The pod selectors of a NetworkPolicy match pods',
  why: 'A policy that selects no pods does nothing, so the pods it was written for stay blocked or exposed.',
  fix: 'Use the labels of the pod template. Pods may exist outside the manifests, so only a probable typo is reported.',
  appliesTo: ['NetworkPolicy.networking.k8s.io'],
  *check({ root, namespace }, context) {
    const peers = ['ingress', 'egress']
      .flatMap((direction) => root.parts('spec', direction))
      .flatMap((rule) => [...rule.parts('from'), ...rule.parts('to')])
      .filter((peer) => !peer.at('namespaceSelector').isThere);
    for (const holder of [root.at('spec'), ...peers]) yield* typos(holder.at('podSelector'), namespace, context);
  },
};

function* typos(selector: Place, namespace: string, { index }: Context): Iterable<Complaint> {
  const labels = textsAt(selector.value, 'matchLabels');
  if (labels.size === 0 || index.pods.select(namespace, selector.value).length > 0) return;
  for (const [name, value] of labels) {
    const meant = index.pods.spelling(namespace, name)?.typo(value);
    if (meant === undefined) continue;
    yield {
      at: selector.at('matchLabels', name),
      message: `no pods in namespace '${namespace}' have the label ${show(`${name}=${value}`)}`,
      fix: `write '${meant}'`,
    };
  }
}
