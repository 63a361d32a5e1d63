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
  check: (object, context) => [...complaintsOf(object, context, ['exclusive']), ...conditionComplaints(object)],
};

/** Fields that exclude one another where the schema doesn't say so. */
export function conditionComplaints(object: KubernetesObject): readonly Complaint[] {
  return [...budgetComplaints(object), ...strategyComplaints(object)];
}

/** The field of the update strategy, by the type of the workload. */
const strategies: ReadonlyMap<string, string> = new Map([
  ['Deployment.apps', 'strategy'],
  ['StatefulSet.apps', 'updateStrategy'],
]);

/** Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, ValidateDeploymentStrategy and ValidateStatefulSetSpec. */
function strategyComplaints({ type, root }: KubernetesObject): readonly Complaint[] {
  const field = strategies.get(type);
  if (field === undefined) return [];
  const [strategy, at] = [root.text('spec', field, 'type'), root.at('spec', field, 'rollingUpdate')];
  if ((strategy !== 'Recreate' && strategy !== 'OnDelete') || !at.isThere) return [];
  return [{ at, message: `${field} ${strategy} allows no rollingUpdate`, fix: 'remove rollingUpdate' }];
}

/** A budget has one bound. Source: k8s.io/kubernetes v1.36.3, pkg/apis/policy/validation. */
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
