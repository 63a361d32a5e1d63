import { missing, missingFromPlatform } from '../resolve';
import type { Rule } from '../rule';

const group = 'rbac.authorization.k8s.io';

export const roleExists: Rule = {
  id: 'role-exists',
  severity: 'error',
  title: 'The role of every binding exists',
  why: 'The binding grants nothing, so the program is denied access at run time.',
  fix: 'Correct the name or the kind of the role.',
  appliesTo: [`RoleBinding.${group}`, `ClusterRoleBinding.${group}`],
  *check({ root, namespace }, context) {
    const at = root.at('roleRef', 'name');
    const name = at.text();
    const kind = root.text('roleRef', 'kind');
    if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) return;
    if (kind === 'Role' && !namespace) {
      const fix = "write 'kind: ClusterRole', or bind the Role with a RoleBinding in its namespace";
      return yield {
        at: root.at('roleRef', 'kind'),
        message: 'a ClusterRoleBinding cannot refer to a Role, which is namespaced',
        fix,
      };
    }
    const type = `${kind}.${group}`;
    // A ClusterRole may come from elsewhere; a Role belongs to the application that binds it.
    const complaint =
      kind === 'Role' ? missing({ at, type, namespace, name }, context) : missingFromPlatform({ at, type, namespace: '', name }, context);
    if (complaint) yield complaint;
  },
};
