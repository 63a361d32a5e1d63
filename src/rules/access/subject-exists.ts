import { show } from '../../manifests/words';
import { isOurs, missing } from '../resolve';
import type { Rule } from '../rule';

export const subjectExists: Rule = {
  id: 'subject-exists',
  severity: 'error',
  title: 'Every ServiceAccount in a binding exists',
  why: 'The role is granted to a subject that does not exist, so the program is denied access at run time.',
  fix: 'Correct the name or the namespace of the subject.',
  appliesTo: ['RoleBinding.rbac.authorization.k8s.io', 'ClusterRoleBinding.rbac.authorization.k8s.io'],
  *check({ root, namespace: own }, context) {
    for (const subject of root.parts('subjects')) {
      const [at, namespaceAt] = [subject.at('name'), subject.at('namespace')];
      const name = at.text();
      // The namespace of a subject defaults to that of the RoleBinding; a ClusterRoleBinding has none.
      const namespace = namespaceAt.text() ?? own;
      if (name === undefined || subject.text('kind') !== 'ServiceAccount') continue;
      if (!namespace) {
        yield {
          at: namespaceAt,
          message: `'namespace' is required for ServiceAccount ${show(name)}`,
          fix: 'add the namespace of the ServiceAccount',
        };
        continue;
      }
      if (!isOurs(namespace, context)) continue;
      const complaint = missing({ at, type: 'ServiceAccount', namespace, name, namespaceAt }, context);
      if (complaint) yield complaint;
    }
  },
};
