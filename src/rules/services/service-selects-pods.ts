import { podName } from '../../manifests/label-index';
import { behind, selectorOf } from '../../manifests/service';
import { show } from '../../manifests/words';
import { closestLabels, maySelectOthersPods } from '../labels';
import type { Rule } from '../rule';

export const serviceSelectsPods: Rule = {
  id: 'service-selects-pods',
  severity: 'error',
  title: 'A Service with a selector selects pods',
  why: 'A Service without pods has no endpoints, so every connection fails.',
  fix: 'Use the labels of the pod template in the selector. Remove the selector if the endpoints are managed separately.',
  appliesTo: ['Service'],
  *check(object, context) {
    const labels = selectorOf(object);
    if (labels.size === 0 || behind(object, context.index).length > 0) return;
    if (maySelectOthersPods(object.namespace, labels, context)) return;
    const at = object.root.at('spec', 'selector');
    const pod = labels.get(podName);
    if (pod === undefined) return yield closestLabels(at, labels, object, context.index);
    const message = `no StatefulSet in namespace '${object.namespace}' creates a pod ${show(pod)} with the other labels`;
    yield { at: at.at(podName), message, fix: 'correct the name of the pod' };
  },
};
