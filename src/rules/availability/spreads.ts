import { type SpreadConstraint, spreadConstraints } from '../../availability/workload/spread';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { pathOf } from '../../manifests/pointer';

/** A required spread constraint and its place. */
export type Spread = SpreadConstraint & { readonly at: Place };

/** The required spread constraints, as the proof reads them. */
export function spreadsOf({ type, root, pod }: KubernetesObject): readonly Spread[] {
  if (!pod) return [];
  return spreadConstraints(type, pod.spec, pod.labels).map((spread) => ({ ...spread, at: root.at(...pathOf(spread.pointer)) }));
}
