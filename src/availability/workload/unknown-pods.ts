import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { askingOnly, labelSelector, selectsEverything } from '../../manifests/selector';
import { type UnknownPods, unknownMakersOf } from './unknown-makers';

/**
 * What pods of objects of unknown kinds do to a workload whatever nodes they run on, as sentences: a spread or a budget of its own counts them, or required anti-affinity of
 * either side keeps pods apart.
 */
export function besideUnknownPods(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const found = unknownMakersOf(index).flatMap((pods) => {
    const [rule] = rulesBetween(workload, pods, index);
    return rule === undefined ? [] : [`${rule}, and ${pods.unbounded[0]}`];
  });
  return [...new Set(found)];
}

function rulesBetween(workload: WorkloadResource, pods: UnknownPods, index: ObjectIndex): readonly string[] {
  const { spec, labels } = workload.pod;
  const isNear = pods.namespace === workload.namespace;
  const counts = (selector: Place) => isNear && maySelect(selector.value, pods.labels);
  const spreads = spec.items('topologySpreadConstraints').filter((it) => it.text('whenUnsatisfiable') === 'DoNotSchedule');
  const own = spec.items('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return [
    ...spreads.filter((it) => counts(it.at('labelSelector'))).map(() => `a spread may count pods of ${idOf(pods)}`),
    ...index
      .budgetsOf(workload)
      .filter((it) => counts(it.root.at('spec', 'selector')))
      .map((it) => `${idOf(it)} may select pods of ${idOf(pods)}`),
    ...own
      .filter((it) => reaches(it, workload.namespace, pods.namespace) && maySelect(it.at('labelSelector').value, pods.labels))
      .map(() => `anti-affinity may keep its pods apart from those of ${idOf(pods)}`),
    ...pods.antiAffinity
      .filter((it) => reaches(it, pods.namespace, workload.namespace) && labelSelector(it.at('labelSelector').value)(labels))
      .map(() => `anti-affinity of ${idOf(pods)} may keep its pods away`),
  ];
}

/** Whether a term of pods in one namespace may mean those of another. */
function reaches(term: Place, from: string, to: string): boolean {
  return from === to || term.at('namespaceSelector').isThere || term.items('namespaces').some(({ value }) => value === to);
}

/** Whether a selector may match pods with these labels and any others that their operator adds. Where none are written, they are all the operator's own. */
function maySelect(selector: unknown, labels: ReadonlyMap<string, string>): boolean {
  if (labels.size === 0) return selectsEverything(selector);
  return labelSelector(askingOnly(selector, (key) => labels.has(key)))(labels);
}
