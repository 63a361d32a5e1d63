import { minorOf } from '../../cluster/features';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector } from '../../manifests/selector';
import { type Intervener, interveners } from '../fields/interveners';

/** What another program may do to the pods of a workload. */
export interface Intervention extends Pick<Intervener, 'changes'> {
  readonly because: string;
}

/** What other programs may do to the pods of a workload by objects of the manifests that name no workload. */
export function interventions({ namespace, pod }: WorkloadResource, index: ObjectIndex, kubernetes: string): readonly Intervention[] {
  const known = interveners.filter(({ until }) => until === undefined || minorOf(kubernetes) < until);
  return known.flatMap((intervener) =>
    index
      .ofType(intervener.type)
      .filter(({ root }) => !intervener.only || isOn(root.at(...intervener.only)))
      .filter(({ name }) => intervener.name === undefined || name === intervener.name)
      .filter(({ root }) => selects(root, intervener, pod.labels))
      .filter((object) => reaches(object, intervener, namespace, index))
      .map((object) => ({ changes: intervener.changes, because: `${idOf(object)} may ${intervener.does}, and is not modelled` })),
  );
}

function selects(root: Place, { selector }: Intervener, labels: ReadonlyMap<string, string>): boolean {
  const stated = selector && root.at(...selector);
  return !stated?.isThere || labelSelector(stated.value)(labels);
}

/** A time of 0 is none. */
function isOn({ isThere, value }: Place): boolean {
  return isThere && value !== false && value !== 0 && !(typeof value === 'string' && /^0[a-z]*$/.test(value));
}

/** Whether it may mean the pods of a namespace: where the manifests lack the Namespace, its labels are not known. */
function reaches(object: KubernetesObject, { reach }: Intervener, name: string, index: ObjectIndex): boolean {
  if (reach === 'all') return true;
  // An object of a kind that isn't known keeps its namespace as it is written.
  if (reach === 'namespace') return (object.namespace || 'default') === name;
  const selector = object.root.at(...reach.namespaceLabels);
  const namespace = index.find('Namespace', '', name);
  return !namespace || !selector.isThere || labelSelector(selector.value)(namespace.labels);
}
