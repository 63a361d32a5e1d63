import type { KubernetesObject } from '../../manifests/object';
import type { Complaint, Context } from '../rule';
import { complaintsOf } from './validation';

/** That an object could not be compared with its schema, since none is known here. It is no finding: nobody did anything wrong. */
export function skippedFindings(object: KubernetesObject, context: Context): readonly Complaint[] {
  return complaintsOf(object, context, ['skipped']);
}
