import { selectsEverything } from '../../manifests/selector';
import { textsAt } from '../../manifests/value';
import { closestLabels, maySelectOthersPods } from '../labels';
import type { Rule } from '../rule';

export const budgetSelectsPods: Rule = {
  id: 'budget-selects-pods',
  severity: 'warning',
  title: 'A PodDisruptionBudget selects pods',
  why: 'A budget that selects no pods protects none, so a drain may evict all pods at once.',
  fix: 'Use the labels of the pod template in the selector.',
  appliesTo: ['PodDisruptionBudget.policy'],
  *check(object, context) {
    const { root, namespace } = object;
    const selector = root.at('spec', 'selector');
    const labels = textsAt(selector.value, 'matchLabels');
    if (context.index.pods.select(namespace, selector.value).length > 0 || selectsEverything(selector.value)) return;
    if (maySelectOthersPods(namespace, labels, context)) return;
    // If the labels match, an expression excludes the pods.
    const { index } = context;
    // Pods with two budgets can't be evicted at all.
    const unprotected = index.pods.in(namespace).filter((workload) => index.budgetsOf(workload).length === 0);
    if (labels.size > 0 && index.pods.with(namespace, labels).length === 0)
      yield closestLabels(selector.at('matchLabels'), labels, object, index, unprotected);
    else
      yield {
        at: selector,
        message: `the selector matches no pods in namespace '${namespace}'`,
        fix: 'select the pods that the budget protects',
      };
  },
};
