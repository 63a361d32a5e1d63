import { hostnameLabel } from '../../cluster/cluster';
import { expression } from '../../manifests/selector';
import { listAt, textAt, textsAt, valueAt } from '../../manifests/value';

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
export function nodeSelection(podSpec: unknown): NodeSelection {
  const equal = [...textsAt(podSpec, 'nodeSelector')];
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
  const terms = listAt(podSpec, ...required, 'nodeSelectorTerms');
  let namesNodes = equal.some(([key]) => key === hostnameLabel);
  const alternatives = terms.map((term) => {
    const expressions = listAt(term, 'matchExpressions');
    const fields = listAt(term, 'matchFields');
    const byName = expressions.filter((requirement) => textAt(requirement, 'key') === hostnameLabel);
    if (byName.length + fields.length > 0) namesNodes = true;
    if (expressions.length + fields.length === 0) return () => false;
    const tests = expressions.filter((requirement) => !byName.includes(requirement)).map(expression);
    return (labels: ReadonlyMap<string, string>) => tests.every((test) => test(labels));
  });
  const restricted = valueAt(podSpec, ...required) !== undefined && valueAt(podSpec, ...required) !== null;
  return {
    namesNodes,
    selects: (labels) =>
      equal.every(([key, value]) => key === hostnameLabel || labels.get(key) === value) &&
      (!restricted || alternatives.some((test) => test(labels))),
  };
}
