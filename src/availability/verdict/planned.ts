import type { Grid } from '../placement/grid';
import type { Place } from '../placement/progress';
import type { Placements } from '../placement/sets';
import { type Counts, countsKey } from '../placement/symmetry';
import type { Stuck } from '../result';
import type { Workload } from '../workload/workload';

/** A workload on which somebody works: drains its nodes, or rolls it out. */
export interface Planned {
  readonly workload: Workload;
  readonly placements: Placements;
  /** Whether the placements are those that other rules left, so that nothing follows from the workload's own. */
  readonly fromElsewhere?: boolean;
}

/** Work that doesn't end, told with the names of a workload: those of one shape share it. */
export interface Blocked {
  readonly event: Stuck['event'];
  /** In every placement, not only in some. */
  readonly certain: boolean;
  readonly tell: (workload: Workload) => Pick<Stuck, 'because' | 'object'>;
}

/** Every placement at rest, with the pods that wait in it left out, each once. */
export function restOf({ fresh, afterRollouts, afterFailure }: Placements): readonly Counts[] {
  const all = [fresh, afterRollouts, afterFailure].flatMap(({ full, partial }) => [...full, ...partial]);
  return [...new Map(all.map((counts) => [countsKey(counts), counts])).values()];
}

/** The grid on which planned work can be followed; undefined where one of its rules is left out, and nothing but its bound is known. */
export function gridOfWork({ grid, bounded }: Placements): Grid | undefined {
  return bounded && bounded.grid !== grid ? undefined : grid;
}

/** Where a pod's volumes let its replacement stand. */
export function placeOf({ storage }: Workload): Place {
  if (storage.pins === 'free') return 'anywhere';
  return storage.pins === 'shared' || storage.pins === 'one node' ? 'one zone' : 'own zone';
}

/** An object without its kind: `shop/web`. */
export function short(object: string): string {
  return object.slice(object.indexOf('/') + 1);
}

export function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
