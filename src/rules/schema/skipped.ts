import type { KubernetesObject } from '../../manifests/object';
import type { Complaint, Context, RuleDescription } from '../rule';
import { complaintsOf } from './validation';

/** Objects that could not be validated because their schema is unknown. They are reported apart from the findings, since nothing is wrong with them. */
export const skipped: Pick<RuleDescription, 'id' | 'severity'> & {
  readonly check: (object: KubernetesObject, context: Context) => readonly Complaint[];
} = {
  id: 'skipped',
  severity: 'hint',
  check: (object, context) => complaintsOf(object, context, ['skipped']),
};
