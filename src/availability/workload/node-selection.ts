import { hostnameLabel } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { expression } from '../../manifests/selector';

/** Which nodes a pod's `nodeSelector` and required node affinity let it stand on. */
export interface NodeSelection {
  readonly selects: (labels: ReadonlyMap<string, string>) => boolean;
  /** Whether single nodes are picked by name: nodes of a topology have none, so such a rule is left out, and the set of placements errs on the large side. */
  readonly namesNodes: boolean;
  /** The labels that a provider gives to nodes, and that it asks for. A node of a topology that doesn't have one is taken to match. */
  readonly providerLabels: readonly string[];
}

/** Source: kubernetes.io, Well-Known Labels; k8s.io/cloud-provider v0.36.3, controllers/node. */
export const providerLabels: readonly string[] = [
  'beta.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
];

const known = new WeakMap<Place, NodeSelection>();

/**
 * Reads the node selection of a pod, once: several questions about a workload begin with it.
 *
 * Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity, GetRequiredNodeAffinity: terms are alternatives, the parts of a term all hold, an empty term
 * selects nothing.
 */
export function nodeSelection(spec: Place): NodeSelection {
  const selection = known.get(spec) ?? selectionOf(spec);
  known.set(spec, selection);
  return selection;
}

function selectionOf(spec: Place): NodeSelection {
  const equal = [...spec.texts('nodeSelector')];
  const required = spec.at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  let namesNodes = equal.some(([key]) => key === hostnameLabel);
  const alternatives = required.items('nodeSelectorTerms').map((term) => {
    const expressions = term.items('matchExpressions');
    const fields = term.items('matchFields');
    const byName = expressions.filter((requirement) => requirement.text('key') === hostnameLabel);
    if (byName.length + fields.length > 0) namesNodes = true;
    if (expressions.length + fields.length === 0) return () => false;
    const tests = expressions.filter((requirement) => !byName.includes(requirement)).map(testOf);
    return (labels: ReadonlyMap<string, string>) => tests.every((test) => test(labels));
  });
  const asked = keysOf(spec);
  return {
    namesNodes,
    providerLabels: providerLabels.filter((label) => asked.includes(label)),
    selects: (labels) =>
      equal.every(([key, value]) => key === hostnameLabel || isUntold(key, labels) || labels.get(key) === value) &&
      (!required.isThere || alternatives.some((test) => test(labels))),
  };
}

/** The labels of nodes that a pod's selection asks for. */
export function keysOf(spec: Place): readonly string[] {
  const required = spec.at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = required.items('nodeSelectorTerms').flatMap((term) => term.items('matchExpressions'));
  return [...[...spec.texts('nodeSelector')].map(([key]) => key), ...terms.map((it) => it.text('key') ?? '')];
}

function testOf(requirement: Place): (labels: ReadonlyMap<string, string>) => boolean {
  const key = requirement.text('key') ?? '';
  const test = expression(requirement.value);
  return (labels) => isUntold(key, labels) || test(labels);
}

function isUntold(key: string, labels: ReadonlyMap<string, string>): boolean {
  return providerLabels.includes(key) && !labels.has(key);
}

/** Whether pods are bound by other filters than the default scheduler's, or by none. */
export function pastFilters(spec: Place): boolean {
  return spec.text('nodeName') !== undefined || (spec.text('schedulerName') ?? 'default-scheduler') !== 'default-scheduler';
}
