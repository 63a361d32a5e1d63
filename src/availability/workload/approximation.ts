import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector } from '../../manifests/selector';
import { mayShareRevision, revisionLabel } from './controller-labels';
import type { SpreadConstraint } from './spread';
import type { PlacementRules } from './workload';

/** A workload whose pods a spread constraint counts beside its own or in their place. */
export function countedAlso(workload: WorkloadResource, spread: SpreadConstraint, index: ObjectIndex): string | undefined {
  if (!spread.countsOthers && !spread.perRevision) return undefined;
  const others = index.pods.select(workload.namespace, spread.selector).filter((it) => it !== workload);
  const other = others.find((it) => spread.countsOthers || mayShareRevision(workload, it));
  return other && idOf(other);
}

/** Whether a term that selects the pod's own labels may be about its own pods: not where a label that all of them share has to differ. */
function mayExclude(term: Place, type: string, labels: ReadonlyMap<string, string>): boolean {
  const mismatch = term.items('mismatchLabelKeys').map(({ value }) => String(value));
  return mismatch.includes(revisionLabel[type] ?? '') || !mismatch.some((name) => labels.has(name));
}

/**
 * What of a pod's rules is left out, so that its placements err on the large side: a proof stays right, a refutation needs more than them.
 *
 * @returns a reason in words, undefined where nothing is left out
 */
export function approximation(
  { type, pod: { labels } }: WorkloadResource,
  spec: Place,
  { spreads, exclusions, selection, repulsions }: PlacementRules,
): string | undefined {
  const crossing = spreads.find((spread) => spread.countsAlso);
  if (crossing) return `its spread over ${crossing.key} counts the pods of ${crossing.countsAlso}${crossing.selectsItself ? ' too' : ''}`;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  if (spec.items('affinity', 'podAffinity', required).length > 0) return 'its required pod affinity depends on where other pods stand';
  // Pods of the manifests that it may not be near are looked at together with it (placement/joint); others nobody knows.
  const known = new Set(repulsions.map(({ pointer }) => pointer));
  const strangers = spec
    .items('affinity', 'podAntiAffinity', required)
    .some((term) => !known.has(term.pointer) && !labelSelector(term.at('labelSelector').value)(labels));
  if (strangers) return 'its required anti-affinity depends on where other pods stand';
  const own = new Set(exclusions.map(({ pointer }) => pointer));
  const amongItself = spec
    .items('affinity', 'podAntiAffinity', required)
    .some((term) => !own.has(term.pointer) && labelSelector(term.at('labelSelector').value)(labels) && mayExclude(term, type, labels));
  if (amongItself) return 'its required anti-affinity may keep its own pods apart in a way that is not modelled';
  const ruled = spreads.some(({ selectsItself }) => selectsItself) || exclusions.length > 0;
  if (type === 'DaemonSet.apps' && ruled)
    return 'its required spread or anti-affinity may close the one node that a pod of a DaemonSet is made for';
  if (spec.text('nodeName'))
    return 'nodeName binds its pods without the scheduler, and a node that is gone, is full, or has a NoExecute taint refuses each new one';
  if (selection.namesNodes) return 'it picks nodes by name, and a topology has no names of nodes';
  return undefined;
}
