import { selectsEverything } from '../../manifests/selector';
import { textsAt } from '../../manifests/value';
import { closestLabels, maySelectOthersPods } from '../labels';
import type { Rule } from '../rule';

export const budgetSelectsPods: Rule = {
  id: 'budget-selects-pods',
  severity: 'warning',
  title: 'A PodDisruptionBudget selects pods of the manifests',
  why: 'A budget of no pods protects none: a drain may take all of them at once.',
  fix: "Write the labels of the pods' template into the selector.",
  appliesTo: ['PodDisruptionBudget.policy'],
  *check({ root, namespace }, context) {
    const selector = root.at('spec', 'selector');
    const labels = textsAt(selector.value, 'matchLabels');
    if (context.index.pods.select(namespace, selector.value).length > 0 || selectsEverything(selector.value)) return;
    if (maySelectOthersPods(namespace, labels, context)) return;
    // Where the labels fit, an expression keeps the pods out.
    if (labels.size > 0 && context.index.pods.with(namespace, labels).length === 0)
      yield closestLabels(selector.at('matchLabels'), labels, namespace, context.index);
    else
      yield { at: selector, message: `it selects no pods of the namespace '${namespace}'`, fix: 'select the pods that it is to protect' };
  },
};
