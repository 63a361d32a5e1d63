import { boundsOf } from '../../manifests/budget';
import type { KubernetesObject } from '../../manifests/object';
import type { Complaint, Rule } from '../rule';
import { complaintsOf } from './validation';

export const exclusiveFields: Rule = {
  id: 'exclusive-fields',
  severity: 'error',
  title: 'Mutually exclusive fields are not set together',
  why: 'The API server rejects the object.',
  fix: 'Keep one of the fields.',
  appliesTo: 'every object',
  check: (object, context) => [...complaintsOf(object, context, ['exclusive']), ...budgetComplaints(object)],
};

/** What the schema doesn't say: a budget has one bound. Source: k8s.io/kubernetes v1.36.3, pkg/apis/policy/validation. */
function budgetComplaints(object: KubernetesObject): readonly Complaint[] {
  if (object.type !== 'PodDisruptionBudget.policy' || boundsOf(object).length < 2) return [];
  return [
    {
      at: object.root.at('spec'),
      message: 'maxUnavailable and minAvailable are mutually exclusive',
      fix: 'keep only maxUnavailable or minAvailable',
    },
  ];
}
