import type { FieldRule } from '../rules';

/** The lists of a project that allow, and those that forbid. */
const allowing = ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'namespaceResourceWhitelist', 'sourceNamespaces'];
const forbidding = ['clusterResourceBlacklist', 'namespaceResourceBlacklist'];

const PROJECT = 'AppProject.argoproj.io';

/** Whether a list is one of a project's, whose items have no order. */
export function isProjectList(type: string, [spec, list = '', ...inside]: readonly string[]): boolean {
  return type === PROJECT && spec === 'spec' && inside.length === 0 && [...allowing, ...forbidding].includes(list);
}

/**
 * What happens if a project allows more or less.
 *
 * Source: argo-cd v3.5.7, controller/state.go, CompareAppState: live objects that a project doesn't permit are left out, so they are neither compared nor
 * pruned; a target object that it doesn't permit fails the sync.
 */
export const projectRules: readonly FieldRule[] = [...allowing, ...forbidding].map((list) => ({
  types: [PROJECT],
  field: `spec.${list}`,
  effect: ({ before, after, isOrder }) => {
    if (isOrder) return { consequence: 'none', because: 'the order of the list has no effect' };
    const narrows = forbidding.includes(list) ? after !== undefined : before !== undefined;
    const because = narrows
      ? 'what the project no longer allows is neither applied nor pruned: a sync that contains it fails'
      : 'its Applications may deploy more';
    return { consequence: 'in place', because };
  },
}));
