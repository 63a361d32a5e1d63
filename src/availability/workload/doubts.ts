import { type Cluster, zoneLabel } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import { boundOf } from '../../manifests/budget';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { askingOnly, labelSelector, selectsEverything } from '../../manifests/selector';
import { listAt, textAt, textsAt } from '../../manifests/value';
import { addedLabelsOn, nodesLabels, revisionLabel } from './controller-labels';
import { eligibleCells } from './eligible-nodes';

/** A selector that asks for a label that a controller adds, and the object it stands in; without a namespace it may mean any. */
interface Asking {
  readonly object: KubernetesObject;
  readonly namespace: string | undefined;
  readonly selector: unknown;
  readonly rest: unknown;
}

const antiAffinity = ['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];

/** What manifests leave open of a workload: nothing is proved of it then. */
export class Doubts {
  private readonly asking: readonly Asking[];
  private readonly index: ObjectIndex;
  private readonly cluster: Cluster;
  private readonly added: ReadonlySet<string>;
  private readonly nodesGrow: boolean;

  constructor(index: ObjectIndex, cluster: Cluster, topology: Pick<Topology, 'kubernetes'>) {
    this.index = index;
    this.cluster = cluster;
    this.added = addedLabelsOn(topology);
    this.nodesGrow = cluster.cells.some(({ growth }) => growth !== undefined);
    const budgets = index
      .ofType('PodDisruptionBudget.policy')
      .map((object) => ({ object, namespace: object.namespace, selector: object.root.at('spec', 'selector') }));
    const rules = index.objects.flatMap((object) => {
      const spec = index.workload(object)?.pod.spec;
      if (!spec) return [];
      const terms = spec.items(...antiAffinity).map((term) => ({ object, namespace: undefined, selector: term.at('labelSelector') }));
      const spreads = spec.items('topologySpreadConstraints').filter((it) => it.text('whenUnsatisfiable') === 'DoNotSchedule');
      return [...terms, ...spreads.map((it) => ({ object, namespace: object.namespace, selector: it.at('labelSelector') }))];
    });
    this.asking = [...budgets, ...rules].flatMap(({ object, namespace, selector }) => {
      const rest = askingOnly(selector.value, (key) => !this.added.has(key));
      return rest === selector.value ? [] : [{ object, namespace, selector: selector.value, rest }];
    });
  }

  /** A sentence for each. */
  of(resource: WorkloadResource): readonly string[] {
    const added = this.addedTo(resource);
    return [...this.ofSelectors(resource, added), ...ofOwnSelector(resource, added), ...ofRevisions(resource), ...this.ofBudgets(resource)];
  }

  private ofSelectors({ namespace, pod: { labels } }: WorkloadResource, added: ReadonlySet<string>): readonly string[] {
    return this.asking
      .filter((it) => (it.namespace === undefined || it.namespace === namespace) && labelSelector(it.rest)(labels))
      .filter(({ selector }) => {
        const rest = askingOnly(selector, (key) => !added.has(key));
        return rest !== selector && labelSelector(rest)(labels);
      })
      .map(({ object }) => `a selector of ${idOf(object)} asks for a label that controllers add to pods, which is not modelled`);
  }

  /** The labels whose values its template doesn't tell: of the labels of its nodes, those that differ from it on some node. */
  private addedTo({ pod: { spec, labels } }: WorkloadResource): ReadonlySet<string> {
    if (this.asking.length === 0 && ![...nodesLabels].some((key) => labels.has(key))) return this.added;
    const cells = eligibleCells(spec, this.cluster);
    const isSettled = (key: string) => {
      const values = new Set(cells.map((cell) => cell.labels.get(key)));
      const [value] = values;
      // A provider may set a label that the topology does not state.
      if (value === undefined && key !== zoneLabel) return false;
      return values.size === 1 && (value === undefined || value === labels.get(key));
    };
    return new Set([...this.added].filter((key) => !nodesLabels.has(key) || !isSettled(key)));
  }

  /** A budget that is refused, or whose number of evictions changes with the pods of others: those that an autoscaler adds, or that end by themselves. */
  private ofBudgets(resource: WorkloadResource): readonly string[] {
    return this.index.budgetsOf(resource).flatMap((budget) => {
      const bound = boundOf(budget);
      const { root, namespace } = budget;
      if (budget.apiVersion === 'policy/v1beta1' && selectsEverything(root.at('spec', 'selector').value))
        return [`${idOf(budget)} selects no pods: an empty selector of policy/v1beta1 is not that of policy/v1`];
      if (root.at('spec', 'minAvailable').isThere && root.at('spec', 'maxUnavailable').isThere)
        return [`${idOf(budget)} has both minAvailable and maxUnavailable, and the API server refuses it`];
      const selected = this.index.pods.select(namespace, root.at('spec', 'selector').value);
      const scaled = selected.find((it) => it !== resource && this.index.autoscalersOf(it).length > 0);
      if (scaled)
        return [`${idOf(budget)} selects the pods of ${idOf(scaled)} too, and allows more evictions the more of them an autoscaler runs`];
      const spreading = this.nodesGrow && selected.find((it) => it !== resource && it.type === 'DaemonSet.apps');
      if (spreading)
        return [`${idOf(budget)} selects the pods of ${idOf(spreading)} too, and allows more evictions the more nodes there are`];
      if (bound?.key !== 'minAvailable' || bound.text() !== undefined) return [];
      const ending = selected.find((it) => mayEnd.has(it.type));
      return ending ? [`${idOf(budget)} counts the pods of ${idOf(ending)} too, and allows fewer evictions once they have ended`] : [];
    });
  }
}

const mayEnd = new Set(['Job.batch', 'CronJob.batch', 'Pod']);

/** A selector that fixes a label which the controller sets: the pods that it makes are not its own then. */
function ofOwnSelector({ type, root }: WorkloadResource, added: ReadonlySet<string>): readonly string[] {
  if (revisionLabel[type] === undefined) return [];
  const selector = root.at('spec', 'selector').value;
  const keys = [...textsAt(selector, 'matchLabels').keys(), ...listAt(selector, 'matchExpressions').map((it) => textAt(it, 'key') ?? '')];
  return keys
    .filter((key) => added.has(key))
    .map((key) => `its selector asks for the label ${key}, which ${nodesLabels.has(key) ? 'its node' : 'its controller'} sets`);
}

/** A label that the selector of the workload doesn't fix may be another in the next release, which then is counted by itself. */
function ofRevisions({ type, root, pod: { spec, labels } }: WorkloadResource): readonly string[] {
  if (revisionLabel[type] === undefined) return [];
  const fixed = textsAt(root.at('spec', 'selector').value, 'matchLabels');
  const changing = (rule: Place) =>
    rule
      .items('matchLabelKeys')
      .map(({ value }) => String(value))
      .filter((key) => labels.has(key) && !fixed.has(key));
  const rules = [
    ...spec.items('topologySpreadConstraints').filter((it) => it.text('whenUnsatisfiable') === 'DoNotSchedule'),
    ...spec.items(...antiAffinity),
  ];
  return [...new Set(rules.flatMap(changing))].map(
    (key) => `label ${key} in matchLabelKeys may change with a release, which is not modelled; use ${revisionLabel[type]}`,
  );
}
