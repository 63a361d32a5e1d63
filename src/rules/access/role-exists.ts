import { missing, missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

const group = 'rbac.authorization.k8s.io';

export const roleExists: Rule = {
  id: 'role-exists',
  severity: 'error',
  title: 'A binding names a role that is there',
  why: 'It grants nothing, and the program that needs it is refused at run time.',
  fix: 'Correct the name or the kind of the role.',
  appliesTo: [`RoleBinding.${group}`, `ClusterRoleBinding.${group}`],
  *check({ root, namespace }, context) {
    const at = root.at('roleRef', 'name');
    const name = at.text();
    const kind = root.text('roleRef', 'kind');
    if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    if (kind === 'Role' && !namespace) {
      const fix = 'write kind: ClusterRole, or grant the Role by a RoleBinding in its namespace';
      return yield {
        at: root.at('roleRef', 'kind'),
        message: "a ClusterRoleBinding can't grant a Role, which belongs to a namespace",
        fix,
      };
    }
    const type = `${kind}.${group}`;
    // A ClusterRole may be anybody's; a Role of this namespace comes with what is bound to it.
    const complaint =
      kind === 'Role' ? missing({ at, type, namespace, name }, context) : missingFromPlatform({ at, type, namespace: '', name }, context);
    if (complaint) yield complaint;
  },
};
