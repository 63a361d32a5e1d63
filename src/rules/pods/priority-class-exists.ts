import { podMakers } from '../../manifests/pod';
import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const priorityClassExists: Rule = {
  id: 'priority-class-exists',
  severity: 'hint',
  title: 'The PriorityClass of every pod exists',
  why: 'The API server rejects pods whose PriorityClass does not exist.',
  fix: 'Correct the name, or list the PriorityClass under `provided`.',
  appliesTo: podMakers,
  *check(object, context) {
    for (const at of object.pod ? [object.pod.spec.at('priorityClassName')] : []) {
      const name = at.text();
      const complaint = name
        ? missingFromPlatform({ at, type: 'PriorityClass.scheduling.k8s.io', namespace: '', name }, context)
        : undefined;
      if (complaint) yield complaint;
    }
  },
};
