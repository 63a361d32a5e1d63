import { podMakers } from '../../manifests/pod';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const serviceAccountExists: Rule = {
  id: 'service-account-exists',
  severity: 'error',
  title: 'The ServiceAccount of every pod exists',
  why: 'No pods are created without their ServiceAccount. The only trace is an event on the ReplicaSet.',
  fix: 'Correct the name, or add the ServiceAccount.',
  appliesTo: podMakers,
  *check({ pod, namespace }, context) {
    // The second field is the deprecated name of the first.
    const at = ['serviceAccountName', 'serviceAccount'].map((field) => pod?.spec.at(field)).find((it) => it?.text());
    const complaint = at && missing({ at, type: 'ServiceAccount', namespace, name: at.text() ?? '' }, context);
    if (complaint) yield complaint;
  },
};
