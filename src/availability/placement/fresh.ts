import type { Grid } from './grid';
import { legalLeaves } from './legal';
import { type Counts, canonical, countsKey } from './symmetry';

/** Placements at rest: those with every pod bound, and those in which the rest waits because nothing is legal any more. */
export interface Rest {
  readonly full: readonly Counts[];
  readonly partial: readonly Counts[];
}

/** The search has visited more states than it may: use the bound. */
export const tooMany = Symbol('too many states');

/** States that one search may visit. */
export const budget = 20_000;

/**
 * L0, a fresh deployment: every order of binding the pods one by one into an empty grid.
 *
 * With volumes that a provisioner places before the pod is seen (`Immediate`), a pod may wait for a zone in which it is not legal while others stand, or never is.
 */
export function fresh(grid: Grid, replicas: number, provisionerChooses = false): Rest | typeof tooMany {
  let level = new Map<string, number[]>([['', new Array<number>(grid.leaves.length).fill(0)]]);
  const partial: Counts[] = [];
  let visited = 0;
  for (let bound = 0; bound < replicas; bound++) {
    const next = new Map<string, number[]>();
    for (const state of level.values()) {
      const legal = legalLeaves(grid, state, state);
      if (legal.length === 0 || (provisionerChooses && zonesOf(grid, legal) < grid.zones)) partial.push(state);
      for (const leaf of legal) {
        const added = [...state];
        added[leaf] = (added[leaf] ?? 0) + 1;
        const representative = canonical(grid.symmetry, added);
        const key = countsKey(representative);
        if (next.has(key)) continue;
        next.set(key, representative);
        if (++visited > budget) return tooMany;
      }
    }
    level = next;
  }
  return { full: [...level.values()], partial };
}

function zonesOf(grid: Grid, leaves: readonly number[]): number {
  return new Set(leaves.map((leaf) => grid.leaves[leaf]?.zone)).size;
}
