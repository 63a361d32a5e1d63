import { labelSelector } from '../../manifests/selector';
import { listAt, textAt, valueAt } from '../../manifests/value';
import { type Manifest, nameOf } from '../manifest';
import type { NodeSelection } from './node-selection';
import type { PodIndex } from './pod-index';
import type { SpreadConstraint } from './spread';

/** A workload whose pods a spread constraint counts beside its own or in their place; those of another workload never carry this one's revision. */
export function countedAlso(manifest: Manifest, spread: SpreadConstraint, index: PodIndex): string | undefined {
  if (!spread.countsOthers) return undefined;
  const other = index.selected(manifest.namespace, spread.selector).find((it) => it !== manifest);
  return other && nameOf(other);
}

/**
 * What of a pod's rules is left out, so that its placements err on the large side: a proof stays right, a refutation needs more than them.
 *
 * @returns a reason in words, undefined where nothing is left out
 */
export function approximation(
  podSpec: unknown,
  labels: ReadonlyMap<string, string>,
  spreads: readonly SpreadConstraint[],
  selection: NodeSelection,
): string | undefined {
  const crossing = spreads.find((spread) => spread.countsAlso);
  if (crossing) return `its spread over ${crossing.key} counts the pods of ${crossing.countsAlso}${crossing.selectsItself ? ' too' : ''}`;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  if (listAt(podSpec, 'affinity', 'podAffinity', required).length > 0) return 'its required pod affinity depends on where other pods stand';
  const others = listAt(podSpec, 'affinity', 'podAntiAffinity', required).some(
    (term) => !labelSelector(valueAt(term, 'labelSelector'))(labels),
  );
  if (others) return 'its required anti-affinity depends on where other pods stand';
  if (selection.namesNodes || textAt(podSpec, 'nodeName')) return 'it picks nodes by name, and a topology has no names of nodes';
  return undefined;
}
