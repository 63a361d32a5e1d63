import { podMakers } from '../pod';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const serviceAccountExists: Rule = {
  id: 'service-account-exists',
  title: 'The ServiceAccount of pods is there, in their namespace',
  why: 'No pod is made without it; only an event of the ReplicaSet says so.',
  fix: 'Correct the name, or add the ServiceAccount.',
  appliesTo: podMakers,
  *check({ pod, namespace }, context) {
    const at = pod?.spec.at('serviceAccountName');
    const name = at?.text();
    const complaint = at && name ? missing({ at, type: 'ServiceAccount', namespace, name }, context) : undefined;
    if (complaint) yield complaint;
  },
};
