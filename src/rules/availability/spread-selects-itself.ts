import { workloadTypes } from '../../availability/workload/workload';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import type { Complaint, Rule } from '../rule';
import { type Spread, spreadsOf } from './spreads';

export const spreadSelectsItself: Rule = {
  id: 'spread-selects-itself',
  severity: 'warning',
  title: 'A required spread constraint selects the pods of its own template',
  why: 'The scheduler counts only the pods that the constraint selects. If it selects none of its own, all pods may share one zone or node and fail with it.',
  fix: 'Use the labels of the pod template in labelSelector, and remove labels that are unique to each pod from matchLabelKeys.',
  appliesTo: workloadTypes,
  *check(object) {
    for (const spread of spreadsOf(object)) if (!spread.selectsItself) yield complaint(spread, object.pod?.labels ?? new Map());
  },
};

function complaint({ key, selector, at }: Spread, labels: ReadonlyMap<string, string>): Complaint {
  if (labelSelector(selector)(labels) && !selectsEverything(selector)) {
    return {
      at: at.at('matchLabelKeys'),
      message: `matchLabelKeys of the constraint over ${key} contains a label that is unique to each pod, so nothing is spread`,
      fix: 'remove that label from matchLabelKeys',
    };
  }
  return {
    at: at.at('labelSelector'),
    message: `the constraint over ${key} does not select the pods of its own template, so nothing is spread`,
    fix: 'use the labels of the pod template',
  };
}
