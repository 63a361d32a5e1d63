import { show } from '../../manifests/words';
import { isOurs, missing } from '../resolve';
import type { Rule } from '../rule';

export const subjectExists: Rule = {
  id: 'subject-exists',
  severity: 'error',
  title: 'A ServiceAccount that a binding names is there',
  why: 'The role is granted to nobody, and the program that needs it is refused at run time.',
  fix: 'Correct the name or the namespace of the subject.',
  appliesTo: ['RoleBinding.rbac.authorization.k8s.io', 'ClusterRoleBinding.rbac.authorization.k8s.io'],
  *check({ root, namespace: own }, context) {
    for (const subject of root.parts('subjects')) {
      const [at, namespaceAt] = [subject.at('name'), subject.at('namespace')];
      const name = at.text();
      // A RoleBinding's subject is in its own namespace where it says nothing; a ClusterRoleBinding has none.
      const namespace = namespaceAt.text() ?? own;
      if (name === undefined || subject.text('kind') !== 'ServiceAccount') continue;
      if (!namespace) {
        yield {
          at: namespaceAt,
          message: `the namespace of the ServiceAccount ${show(name)} is missing`,
          fix: 'add it: the API server requires it',
        };
        continue;
      }
      if (!isOurs(namespace, context)) continue;
      const complaint = missing({ at, type: 'ServiceAccount', namespace, name, namespaceAt }, context);
      if (complaint) yield complaint;
    }
  },
};
