import type { KubernetesObject } from '../../manifests/object';
import type { Complaint, Context, RuleDescription } from '../rule';
import { complaintsOf } from './validation';

/** That an object could not be compared with its schema, since none is known here. It is told apart from the findings: nobody did anything wrong. */
export const skipped: Pick<RuleDescription, 'id' | 'severity'> & {
  readonly check: (object: KubernetesObject, context: Context) => readonly Complaint[];
} = {
  id: 'skipped',
  severity: 'hint',
  check: (object, context) => complaintsOf(object, context, ['skipped']),
};
