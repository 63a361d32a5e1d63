import { labelSelector } from '../../availability/selector';
import type { Rule } from '../rule';

export const selectorMatchesTemplate: Rule = {
  id: 'selector-matches-template',
  title: 'A workload selects the pods that it makes',
  why: 'The API server refuses the object: it would make pods without an end and own none.',
  fix: 'Give the template the labels that the selector asks for.',
  appliesTo: ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'ReplicaSet.apps'],
  *check({ pod, root }) {
    const at = root.at('spec', 'selector');
    if (!pod || !at.isThere || labelSelector(at.value)(pod.labels)) return;
    for (const wanted of at.parts('matchLabels')) {
      const has = pod.labels.get(wanted.key);
      if (has === wanted.value) continue;
      const message = `the selector asks for the label ${wanted.key}=${String(wanted.value)}, and the template has ${has === undefined ? 'no such label' : `${wanted.key}=${has}`}`;
      yield { at: wanted, message, fix: 'write the same in /spec/selector/matchLabels and in the labels of the template' };
      return;
    }
    yield {
      at: at.at('matchExpressions'),
      message: 'the selector does not select the labels of the template',
      fix: 'give the template labels that it selects',
    };
  },
};
