import { podMakers } from '../../manifests/pod';
import { missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

export const runtimeClassExists: Rule = {
  id: 'runtime-class-exists',
  severity: 'hint',
  title: 'The RuntimeClass of every pod exists',
  why: 'The API server rejects pods whose RuntimeClass does not exist.',
  fix: 'Correct the name, or list the RuntimeClass under `provided`.',
  appliesTo: podMakers,
  *check(object, context) {
    for (const at of object.pod ? [object.pod.spec.at('runtimeClassName')] : []) {
      const name = at.text();
      const complaint = name ? missingFromPlatform({ at, type: 'RuntimeClass.node.k8s.io', namespace: '', name }, context) : undefined;
      if (complaint) yield complaint;
    }
  },
};
