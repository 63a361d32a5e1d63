import { podMakers } from '../../manifests/pod';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const serviceAccountExists: Rule = {
  id: 'service-account-exists',
  severity: 'error',
  title: 'The ServiceAccount of pods is there, in their namespace',
  why: 'No pod is made without it; only an event of the ReplicaSet says so.',
  fix: 'Correct the name, or add the ServiceAccount.',
  appliesTo: podMakers,
  *check({ pod, namespace }, context) {
    // The first field that is set counts; the second is its old name.
    const at = ['serviceAccountName', 'serviceAccount'].map((field) => pod?.spec.at(field)).find((it) => it?.text());
    const complaint = at && missing({ at, type: 'ServiceAccount', namespace, name: at.text() ?? '' }, context);
    if (complaint) yield complaint;
  },
};
