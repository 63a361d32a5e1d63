import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { askingOnly, labelSelector, selectsEverything } from '../../manifests/selector';
import { mountedClaims } from './claims';
import { unknownMakersOf } from './custom-resources';
import { hostPortsOf } from './host-port';
import type { UnknownPods } from './unknown-makers';

/**
 * What pods of objects of unknown kinds do to a workload whatever nodes they run on, as sentences: a spread or a budget of its own counts them, required anti-affinity of
 * either side keeps pods apart, or they take what it needs and what a topology doesn't say.
 */
export function besideUnknownPods(workload: WorkloadResource, index: ObjectIndex, topology: Topology): readonly string[] {
  const found = unknownMakersOf(index, topology).flatMap((pods) => {
    const [rule] = rulesBetween(workload, pods, index);
    const because = pods.isDeclared ? 'where those stand is not modelled' : pods.unbounded[0];
    return [
      ...(rule === undefined ? [] : [`${rule}, and ${because}`]),
      ...(pods.isDeclared ? takenBy(pods, workload, index, topology) : []),
    ];
  });
  return [...new Set(found)];
}

/** What pods that are declared may take from a workload besides room. */
function takenBy(pods: UnknownPods, workload: WorkloadResource, index: ObjectIndex, { kubernetes }: Topology): readonly string[] {
  const [taken] = pods.hostPorts === undefined ? hostPortsOf(workload.pod.spec, kubernetes) : [];
  const mayLackVolumes = index.ofType('PersistentVolume').length > 0 && mountedClaims(workload, index).length > 0;
  return [
    ...(taken ? [`whether pods of ${idOf(pods)} take host port ${taken.port} is not known: declare their hostPorts`] : []),
    ...(mayLackVolumes ? [`which PersistentVolumes claims of ${idOf(pods)} take is not known`] : []),
  ];
}

function rulesBetween(workload: WorkloadResource, pods: UnknownPods, index: ObjectIndex): readonly string[] {
  const { spec, labels } = workload.pod;
  // Without a namespace in its manifest the object may be in any.
  const isNear = pods.namespace === '' || pods.namespace === workload.namespace;
  const counts = (selector: Place) => isNear && maySelect(selector.value, pods);
  const spreads = spec.items('topologySpreadConstraints').filter((it) => it.text('whenUnsatisfiable') === 'DoNotSchedule');
  const own = spec.items('affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return [
    ...spreads.filter((it) => counts(it.at('labelSelector'))).map(() => `a spread may count pods of ${idOf(pods)}`),
    ...index
      .budgetsOf(workload)
      .filter((it) => counts(it.root.at('spec', 'selector')))
      .map((it) => `${idOf(it)} may select pods of ${idOf(pods)}`),
    ...own
      .filter((it) => reaches(it, workload.namespace, pods.namespace) && maySelect(it.at('labelSelector').value, pods))
      .map(() => `anti-affinity may keep its pods apart from those of ${idOf(pods)}`),
    ...pods.antiAffinity
      .filter((it) => reaches(it, pods.namespace, workload.namespace) && labelSelector(it.at('labelSelector').value)(labels))
      .map(() => `anti-affinity of ${idOf(pods)} may keep its pods away`),
  ];
}

/** Whether a term of pods in one namespace may mean those of another. */
function reaches(term: Place, from: string, to: string): boolean {
  return (
    from === to ||
    from === '' ||
    to === '' ||
    term.at('namespaceSelector').isThere ||
    term.items('namespaces').some(({ value }) => value === to)
  );
}

/** Whether a selector may match pods with these labels and any others that their operator adds. Where none are written, they are all the operator's own. */
function maySelect(selector: unknown, { labels, hasAllLabels }: UnknownPods): boolean {
  if (hasAllLabels) return labelSelector(selector)(labels);
  if (labels.size === 0) return selectsEverything(selector);
  return labelSelector(askingOnly(selector, (key) => labels.has(key)))(labels);
}
