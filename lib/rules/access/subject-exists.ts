import { isOurs, missing } from '../resolve';
import type { Rule } from '../rule';

export const subjectExists: Rule = {
  id: 'subject-exists',
  title: 'A ServiceAccount that a binding names is there',
  why: 'The role is granted to nobody, and the program that needs it is refused at run time.',
  fix: 'Correct the name or the namespace of the subject.',
  appliesTo: ['RoleBinding.rbac.authorization.k8s.io', 'ClusterRoleBinding.rbac.authorization.k8s.io'],
  *check({ root, namespace: own }, context) {
    for (const subject of root.parts('subjects')) {
      const at = subject.at('name');
      const name = at.text();
      const namespace = subject.text('namespace') ?? own;
      if (name === undefined || subject.text('kind') !== 'ServiceAccount' || !isOurs(namespace, context)) continue;
      const complaint = missing({ at, type: 'ServiceAccount', namespace, name }, context);
      if (complaint) yield complaint;
    }
  },
};
