import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector } from '../../manifests/selector';
import type { NodeSelection } from './node-selection';
import type { Repulsion } from './repulsion';
import type { SpreadConstraint } from './spread';

/** A workload whose pods a spread constraint counts beside its own or in their place; those of another workload never carry this one's revision. */
export function countedAlso(workload: WorkloadResource, spread: SpreadConstraint, index: ObjectIndex): string | undefined {
  if (!spread.countsOthers) return undefined;
  const other = index.pods.select(workload.namespace, spread.selector).find((it) => it !== workload);
  return other && idOf(other);
}

/**
 * What of a pod's rules is left out, so that its placements err on the large side: a proof stays right, a refutation needs more than them.
 *
 * @returns a reason in words, undefined where nothing is left out
 */
export function approximation(
  spec: Place,
  labels: ReadonlyMap<string, string>,
  spreads: readonly SpreadConstraint[],
  selection: NodeSelection,
  repelled: readonly Repulsion[],
): string | undefined {
  const crossing = spreads.find((spread) => spread.countsAlso);
  if (crossing) return `its spread over ${crossing.key} counts the pods of ${crossing.countsAlso}${crossing.selectsItself ? ' too' : ''}`;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  if (spec.items('affinity', 'podAffinity', required).length > 0) return 'its required pod affinity depends on where other pods stand';
  // Pods of the manifests that it may not be near are looked at together with it (placement/joint); others nobody knows.
  const known = new Set(repelled.map(({ pointer }) => pointer));
  const strangers = spec
    .items('affinity', 'podAntiAffinity', required)
    .some((term) => !known.has(term.pointer) && !labelSelector(term.at('labelSelector').value)(labels));
  if (strangers) return 'its required anti-affinity depends on where other pods stand';
  if (selection.namesNodes || spec.text('nodeName')) return 'it picks nodes by name, and a topology has no names of nodes';
  return undefined;
}
