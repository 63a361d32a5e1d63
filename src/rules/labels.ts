import { inWords } from '../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import { show } from '../manifests/words';
import type { Complaint, Context } from './rule';

/** So many workloads are looked at to find the one that was meant. */
const limit = 200;

/** That labels select no pods, and which label keeps them from the workload that comes closest. */
export function closestLabels(at: Place, labels: ReadonlyMap<string, string>, namespace: string, index: ObjectIndex): Complaint {
  const wanted = [...labels].map(([name, value]) => `${name}=${value}`).join(', ');
  const message = `no pods in the namespace '${namespace}' have the labels ${show(wanted)}`;
  const [elsewhere] = index.pods.elsewhere(namespace, labels);
  if (elsewhere) return { at, message: `${message}, but those of ${inWords(elsewhere)} have`, fix: 'put both into one namespace' };
  const [closest, shared] = closestOf(labels, index.pods.in(namespace));
  const [name = '', value = ''] = [...labels].find(([label, text]) => closest?.pod.labels.get(label) !== text) ?? [];
  const has = closest?.pod.labels.get(name);
  // Nothing in common, not even the name of a label: no workload was meant more than another.
  if (!closest || (shared === 0 && has === undefined)) return { at, message, fix: 'write the labels of the pods that are meant' };
  const comes = `${inWords(closest)} comes closest: its pods have`;
  const fix =
    has === undefined
      ? `${comes} no label ${name}; add it to them, or leave it out`
      : `${comes} ${name}=${has}, not ${value}; write '${has}'`;
  return { at: at.at(name), message, fix };
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
 * Whether pods that are in no manifest may have these labels: an operator writes the name of its resource into one, and in `kube-system` run
 * the cluster's own.
 */
export function maySelectOthersPods(namespace: string, labels: ReadonlyMap<string, string>, { index }: Context): boolean {
  if (namespace === 'kube-system' && index.pods.in(namespace).length === 0) return true;
  return [...labels.values()].some((value) => index.mayBeMadeByOperator(namespace, value));
}
