import { hostnameLabel } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { expression } from '../../manifests/selector';

/** Which nodes a pod's `nodeSelector` and required node affinity let it stand on. */
export interface NodeSelection {
  readonly selects: (labels: ReadonlyMap<string, string>) => boolean;
  /** Whether single nodes are picked by name: nodes of a topology have none, so such a rule is left out, and the set of placements errs on the large side. */
  readonly namesNodes: boolean;
}

/**
 * Reads the node selection of a pod.
 *
 * Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity, GetRequiredNodeAffinity: terms are alternatives, the parts of a term all hold, an empty term
 * selects nothing.
 */
export function nodeSelection(spec: Place): NodeSelection {
  const equal = [...spec.texts('nodeSelector')];
  const required = spec.at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  let namesNodes = equal.some(([key]) => key === hostnameLabel);
  const alternatives = required.items('nodeSelectorTerms').map((term) => {
    const expressions = term.items('matchExpressions');
    const fields = term.items('matchFields');
    const byName = expressions.filter((requirement) => requirement.text('key') === hostnameLabel);
    if (byName.length + fields.length > 0) namesNodes = true;
    if (expressions.length + fields.length === 0) return () => false;
    const tests = expressions.filter((requirement) => !byName.includes(requirement)).map(({ value }) => expression(value));
    return (labels: ReadonlyMap<string, string>) => tests.every((test) => test(labels));
  });
  return {
    namesNodes,
    selects: (labels) =>
      equal.every(([key, value]) => key === hostnameLabel || labels.get(key) === value) &&
      (!required.isThere || alternatives.some((test) => test(labels))),
  };
}
