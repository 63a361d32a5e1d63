import type { KubernetesObject } from '../../manifests/object';
import type { Complaint, Rule } from '../rule';
import { complaintsOf } from './validation';

export const valueRange: Rule = {
  id: 'value-range',
  severity: 'error',
  title: 'Every value is in range',
  why: 'The API server rejects the object.',
  fix: 'Use a value in the range.',
  appliesTo: 'every object',
  check: (object, context) => [...complaintsOf(object, context, ['out-of-range']), ...deadlineComplaints(object)],
};

/** The server's default, in seconds. */
const DEADLINE = 600;

/** Two numbers, which the schema doesn't compare. Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, ValidateDeploymentSpec. */
export function deadlineComplaints({ type, root }: KubernetesObject): readonly Complaint[] {
  const at = root.at('spec', 'minReadySeconds');
  const [ready, deadline] = [at.number() ?? 0, root.number('spec', 'progressDeadlineSeconds') ?? DEADLINE];
  if (type !== 'Deployment.apps' || ready < deadline) return [];
  return [
    {
      at,
      message: `minReadySeconds, ${ready}, must be less than progressDeadlineSeconds, ${deadline}`,
      fix: 'raise progressDeadlineSeconds or lower minReadySeconds',
    },
  ];
}
