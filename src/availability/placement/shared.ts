import { fresh, type Rest, tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves } from './legal';
import { type Counts, canonical, countsKey, symmetryOf } from './symmetry';

/**
 * L0 of pods that share one claim: all of them stand in its volume's zone, and what the rules don't let stand there waits.
 *
 * @param provisionerChooses whether the zone was chosen before any pod was seen, else it is where the first pod was bound
 */
export function freshTogether(grid: Grid, replicas: number, provisionerChooses: boolean): Rest | typeof tooMany {
  const none = grid.leaves.map(() => 0);
  const first = new Set(legalLeaves(grid, none, none).map((leaf) => grid.leaves[leaf]?.zone));
  if (first.size === 0 && !provisionerChooses) return { full: [], partial: [none] };
  const full = new Map<string, Counts>();
  const partial = new Map<string, Counts>();
  for (let zone = 0; zone < grid.zones; zone++) {
    if (!provisionerChooses && !first.has(zone)) continue;
    const rest = fresh(within(grid, zone), replicas);
    if (rest === tooMany) return tooMany;
    add(grid, full, rest.full);
    add(grid, partial, rest.partial);
  }
  return { full: [...full.values()], partial: [...partial.values()] };
}

/** The grid with room in one zone only; the others still count. */
function within(grid: Grid, zone: number): Grid {
  const leaves = grid.leaves.map((leaf) => (leaf.zone === zone ? leaf : { ...leaf, perNode: 0, perNodeAndRevision: 0 }));
  return { ...grid, leaves, symmetry: symmetryOf(leaves, [...grid.rules, ...grid.limits], grid.zones, grid.nodeLevel) };
}

function add(grid: Grid, known: Map<string, Counts>, states: readonly Counts[]): void {
  for (const state of states) {
    const representative = canonical(grid.symmetry, [...state]);
    known.set(countsKey(representative), representative);
  }
}
