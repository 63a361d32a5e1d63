import { inWords } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import { show } from '../manifests/words';
import type { Complaint, Context } from './rule';

/** The search for the closest workload stops after this many. */
const limit = 200;

/**
 * The finding for labels that select no pods, with the label that differs on the closest workload.
 *
 * It is as severe as its rule where a value is a typo, the closest workload has the name of the selecting object, or the pods are in another namespace.
 * Else it is a hint: labels can be set at run time, and pods can belong to another chart.
 *
 * @param selecting the object with the labels
 * @param candidates the workloads of the namespace that may be meant
 */
export function closestLabels(
  at: Place,
  labels: ReadonlyMap<string, string>,
  selecting: Pick<KubernetesObject, 'namespace' | 'name'>,
  index: ObjectIndex,
  candidates: readonly WorkloadResource[] = index.pods.in(selecting.namespace),
): Complaint {
  const { namespace } = selecting;
  const wanted = [...labels].map(([name, value]) => `${name}=${value}`).join(', ');
  const message = `no pods in namespace '${namespace}' have the labels ${show(wanted)}`;
  const [elsewhere] = index.pods.elsewhere(namespace, labels);
  if (elsewhere) return { at, message: `${message}, but those of ${inWords(elsewhere)} do`, fix: 'move both into the same namespace' };
  const [closest, shared] = closestOf(labels, candidates);
  const [name = '', value = ''] = [...labels].find(([label, text]) => closest?.pod.labels.get(label) !== text) ?? [];
  const has = closest?.pod.labels.get(name);
  // Nothing in common, not even a label key: no workload is closer than another.
  if (!closest || (shared === 0 && has === undefined))
    return { at, message, fix: 'if nothing else creates such pods, use the labels of the pods to select', severity: 'hint' };
  const closestHas = `the closest match is ${inWords(closest)}, whose pods have`;
  const isSlip = has !== undefined && (closest.name === selecting.name || index.pods.spelling(namespace, name)?.typo(value) !== undefined);
  const fix =
    has === undefined
      ? `${closestHas} no label ${name}; if nothing sets it at run time, add it to them, or remove it here`
      : `${closestHas} ${name}=${has}, not ${value}; ${isSlip ? '' : 'if those are meant, '}write '${has}'`;
  return { at: at.at(name), message, fix, ...(!isSlip && { severity: 'hint' }) };
}

function closestOf(
  labels: ReadonlyMap<string, string>,
  workloads: readonly WorkloadResource[],
): readonly [WorkloadResource | undefined, number] {
  let best: WorkloadResource | undefined;
  let most = -1;
  for (const workload of workloads.slice(0, limit)) {
    const points = [...labels].reduce((sum, [name, value]) => {
      const has = workload.pod.labels.get(name);
      return sum + (has === value ? 10 : has === undefined ? 0 : has.startsWith(value) || value.startsWith(has) ? 2 : 1);
    }, 0);
    if (points > most) [best, most] = [workload, points];
  }
  return [best, most];
}

/**
 * Whether pods outside the manifests may have these labels: operators label pods with the name of their resource, and `kube-system` runs the
 * cluster's own.
 */
export function maySelectOthersPods(namespace: string, labels: ReadonlyMap<string, string>, { index }: Context): boolean {
  if (namespace === 'kube-system' && index.pods.in(namespace).length === 0) return true;
  return [...labels.values()].some((value) => index.mayBeMadeByOperator(namespace, value));
}
