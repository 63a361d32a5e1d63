import { minorOf } from '../../cluster/features';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { accountOf } from '../../manifests/pod';
import { askingOnly, labelSelector } from '../../manifests/selector';
import { type Intervener, interveners, type Selecting } from '../fields/interveners';
import { addedLabelsOn } from './controller-labels';

/** What another program may do to the pods of a workload. */
export interface Intervention extends Pick<Intervener, 'changes'> {
  readonly because: string;
}

/** What other programs may do to the pods of a workload by objects of the manifests that name no workload. */
export function interventions(workload: WorkloadResource, index: ObjectIndex, kubernetes: string): readonly Intervention[] {
  const annotations = workload.pod.template.texts('metadata', 'annotations');
  const added = addedLabelsOn({ kubernetes });
  const known = intervenersIn(index)
    .filter(({ until }) => until === undefined || minorOf(kubernetes) < until)
    .filter(({ annotation }) => annotation === undefined || (annotations.get(annotation) ?? 'false') !== 'false');
  return known.flatMap((intervener) =>
    index
      .ofType(intervener.type)
      .filter(({ root }) => !intervener.only || placesAt(root, intervener.only).some((it) => asks(it, intervener.value)))
      .filter(({ name }) => intervener.name === undefined || name === intervener.name)
      .filter((object) => reaches(object, intervener, workload, index, added))
      .map((object) => ({ changes: intervener.changes, because: `${idOf(object)} may ${intervener.does}, and is not modelled` })),
  );
}

const present = new WeakMap<ObjectIndex, readonly Intervener[]>();

/** Those of which the manifests have an object: mostly none, and every workload asks. */
function intervenersIn(index: ObjectIndex): readonly Intervener[] {
  const known = present.get(index) ?? interveners.filter(({ type }) => index.ofType(type).length > 0);
  present.set(index, known);
  return known;
}

/** Every place at a path, in which `*` stands for each item of a list. */
function placesAt(root: Place, path: readonly string[]): readonly Place[] {
  const each = path.indexOf('*');
  if (each < 0) return [root.at(...path)];
  return root.items(...path.slice(0, each)).flatMap((item) => placesAt(item, path.slice(each + 1)));
}

/** A time of 0 is none. */
function asks({ isThere, value }: Place, asked: string | undefined): boolean {
  if (asked !== undefined) return value === asked;
  return isThere && value !== false && value !== 0 && !(typeof value === 'string' && /^0[a-z]*$/.test(value));
}

/** Whether it may mean the pods of a workload: where the manifests lack the Namespace or the account, its labels are not known. */
function reaches(
  object: KubernetesObject,
  { reach }: Intervener,
  workload: WorkloadResource,
  index: ObjectIndex,
  added: ReadonlySet<string>,
): boolean {
  if (reach === 'all') return true;
  // An object of a kind that isn't known keeps its namespace as it is written.
  const isNear = (object.namespace || 'default') === workload.namespace;
  if (reach === 'namespace') return isNear;
  if ('resources' in reach) {
    const resources = object.root.items(...reach.resources);
    return (isNear || reach.anyNamespace) && (resources.length === 0 || resources.some((it) => means(it, workload)));
  }
  if ('selectors' in reach) return (isNear || object.namespace === '') && selects(object, reach, workload, index, added);
  if ('pods' in reach) return selectsPods(object.root.items(...reach.pods), workload, index, added);
  return meansNamespace(object.root.at(...reach.namespaceLabels), workload, index);
}

function meansNamespace(selector: Place, workload: WorkloadResource, index: ObjectIndex): boolean {
  const namespace = index.find('Namespace', '', workload.namespace);
  return !namespace || !selector.isThere || labelSelector(selector.value)(namespace.labels);
}

/** Without items it means all pods. */
function selectsPods(items: readonly Place[], workload: WorkloadResource, index: ObjectIndex, added: ReadonlySet<string>): boolean {
  const isMeant = (selector: Place) => !selector.isThere || mayMatch(selector, workload.pod.labels, added);
  return (
    items.length === 0 || items.some((it) => isMeant(it.at('selector')) && meansNamespace(it.at('namespaceSelector'), workload, index))
  );
}

/** The values of labels that controllers add to pods are not known. */
function mayMatch({ value }: Place, labels: ReadonlyMap<string, string>, added: ReadonlySet<string>): boolean {
  return labelSelector(askingOnly(value, (key) => !added.has(key)))(labels);
}

/** An item of a list means every object of its kind, unless it says which: by a name, or else by labels. */
function means(item: Place, { kind, namespace, name, labels }: WorkloadResource): boolean {
  if (item.text('kind') !== kind || (item.text('namespace') || namespace) !== namespace) return false;
  const selector = item.at('labelSelector');
  return item.text('name') ? item.text('name') === name : !selector.isThere || labelSelector(selector.value)(labels);
}

/** A selector that isn't there leaves it to the others; without any, the object means no pods, or all. */
function selects(
  { root }: KubernetesObject,
  { selectors, elseAll = false }: { readonly selectors: readonly Selecting[]; readonly elseAll?: boolean },
  workload: WorkloadResource,
  index: ObjectIndex,
  added: ReadonlySet<string>,
): boolean {
  const { namespace, labels, pod } = workload;
  const account = index.find('ServiceAccount', namespace, accountOf(pod.spec));
  const stated = selectors.filter(({ field }) => root.at(...field).isThere);
  const isMeant = ({ field, of }: Selecting) => {
    const selector = root.at(...field);
    if (of === 'account') return !account || labelSelector(selector.value)(account.labels);
    return mayMatch(selector, pod.labels, added) || labelSelector(selector.value)(labels);
  };
  return stated.length > 0 ? stated.every(isMeant) : elseAll;
}
