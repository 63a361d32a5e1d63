import { workloadTypes } from '../../availability/workload/workload';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import type { Complaint, Rule } from '../rule';
import { type Spread, spreadsOf } from './spreads';

export const spreadSelectsItself: Rule = {
  id: 'spread-selects-itself',
  severity: 'warning',
  title: 'A required spread constraint selects the pods of its own template',
  why: 'The scheduler counts only the pods that the constraint selects, so it spreads nothing: one zone or node may hold every pod, and its outage is that of the service.',
  fix: 'Give the labelSelector the labels of the pod template, and leave labels of a single pod out of matchLabelKeys.',
  appliesTo: workloadTypes,
  *check(object) {
    for (const spread of spreadsOf(object)) if (!spread.selectsItself) yield complaint(spread, object.pod?.labels ?? new Map());
  },
};

function complaint({ key, selector, at }: Spread, labels: ReadonlyMap<string, string>): Complaint {
  if (labelSelector(selector)(labels) && !selectsEverything(selector)) {
    return {
      at: at.at('matchLabelKeys'),
      message: `the spread constraint over ${key} matches on a label that each pod has to itself, so it counts one pod and spreads nothing`,
      fix: 'remove that label from matchLabelKeys',
    };
  }
  return {
    at: at.at('labelSelector'),
    message: `the spread constraint over ${key} does not select the pods of its own template, so it spreads nothing`,
    fix: 'write the labels of the pod template',
  };
}
