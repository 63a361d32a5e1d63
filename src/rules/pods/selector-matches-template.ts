import { labelSelector, selectsEverything } from '../../manifests/selector';
import type { RefusalRule } from '../rule';

export const selectorMatchesTemplate: RefusalRule = {
  id: 'selector-matches-template',
  severity: 'error',
  title: 'The selector of a workload matches its pod template',
  why: 'The API server rejects the object.',
  fix: 'Add the labels in the selector to the pod template.',
  isRefusal: true,
  appliesTo: ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'ReplicaSet.apps'],
  *check({ pod, root }) {
    const at = root.at('spec', 'selector');
    if (!pod || !at.isThere) return;
    if (selectsEverything(at.value)) {
      yield { at, message: 'empty selector is invalid', fix: 'write labels of the pod template under matchLabels' };
      return;
    }
    if (labelSelector(at.value)(pod.labels)) return;
    for (const wanted of at.parts('matchLabels')) {
      const has = pod.labels.get(wanted.key);
      if (has === wanted.value) continue;
      const message = `selector does not match template labels: ${wanted.key}=${String(wanted.value)}, but the template has ${has === undefined ? 'no such label' : `${wanted.key}=${has}`}`;
      const label = `${wanted.key}=${String(wanted.value)}`;
      const fix =
        has === undefined
          ? `add ${label} to the template, or correct the selector before the first apply: it is immutable`
          : `write ${label} in the template, and in what selects its pods by ${wanted.key}=${has}, or correct the selector before the first apply: it is immutable`;
      yield { at: wanted, message, fix };
      return;
    }
    yield {
      at: at.at('matchExpressions'),
      message: 'selector does not match template labels',
      fix: 'add labels to the template that the expressions match',
    };
  },
};
