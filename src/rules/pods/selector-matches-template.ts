import { labelSelector, selectsEverything } from '../../manifests/selector';
import type { Rule } from '../rule';

export const selectorMatchesTemplate: Rule = {
  id: 'selector-matches-template',
  severity: 'error',
  title: 'A workload selects the pods that it makes',
  why: 'The API server refuses the object: it would make pods without an end and own none.',
  fix: 'Give the template the labels that the selector asks for.',
  appliesTo: ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'ReplicaSet.apps'],
  *check({ pod, root }) {
    const at = root.at('spec', 'selector');
    if (!pod || !at.isThere) return;
    if (selectsEverything(at.value)) {
      yield { at, message: 'the selector is empty', fix: 'ask for labels of the template under matchLabels' };
      return;
    }
    if (labelSelector(at.value)(pod.labels)) return;
    for (const wanted of at.parts('matchLabels')) {
      const has = pod.labels.get(wanted.key);
      if (has === wanted.value) continue;
      const message = `the selector asks for the label ${wanted.key}=${String(wanted.value)}, and the template has ${has === undefined ? 'no such label' : `${wanted.key}=${has}`}`;
      const fix = `give the template ${wanted.key}=${String(wanted.value)}, or correct the selector before it is applied: it can't be changed in place`;
      yield { at: wanted, message, fix };
      return;
    }
    yield {
      at: at.at('matchExpressions'),
      message: 'the selector does not select the labels of the template',
      fix: 'give the template labels that it selects',
    };
  },
};
