import { fresh, type Rest, tooMany } from './fresh';
import type { Grid } from './grid';
import type { Leaf } from './leaf';
import { legalLeaves } from './legal';
import { type Counts, canonical, countsKey, symmetryOf } from './symmetry';

/**
 * L0 of pods that share one claim: all of them stand in its volume's zone or on its node, and what the rules don't let stand there waits. A pod that is bound to
 * another node than a volume of one node waits too: it never starts.
 *
 * @param provisionerChooses whether the zone was chosen before any pod was seen, else it is where the first pod was bound
 * @param onOneNode whether only one node at a time reaches the volume
 */
export function freshTogether(grid: Grid, replicas: number, provisionerChooses: boolean, onOneNode = false): Rest | typeof tooMany {
  const none = grid.leaves.map(() => 0);
  const first = new Set(legalLeaves(grid, none, none).map((leaf) => grid.leaves[leaf]?.zone));
  if (first.size === 0 && !provisionerChooses) return { full: [], partial: [none] };
  const full = new Map<string, Counts>();
  const partial = new Map<string, Counts>();
  for (let zone = 0; zone < grid.zones; zone++) {
    if (!provisionerChooses && !first.has(zone)) continue;
    const nodes = onOneNode ? nodesOf(grid, zone) : [];
    for (const place of nodes.length > 0 ? nodes : [within(grid, zone)]) {
      const rest = fresh(place, replicas);
      if (rest === tooMany) return tooMany;
      add(grid, full, rest.full);
      add(grid, partial, rest.partial);
    }
  }
  return { full: [...full.values()], partial: [...partial.values()] };
}

/** The grid with room in one zone only; the others still count. */
export function within(grid: Grid, zone: number): Grid {
  return only(grid, (leaf) => (leaf.zone === zone ? leaf : closed(leaf)));
}

/** For each leaf of a zone that takes pods, the grid with room on one of its nodes only. */
function nodesOf(grid: Grid, zone: number): readonly Grid[] {
  const open = grid.leaves.filter((leaf) => leaf.zone === zone && leaf.perNode > 0);
  return open.map((one) => only(grid, (leaf) => (leaf === one ? { ...leaf, nodes: 1 } : closed(leaf))));
}

function closed(leaf: Leaf): Leaf {
  return { ...leaf, perNode: 0, perNodeAndRevision: 0 };
}

function only(grid: Grid, room: (leaf: Leaf) => Leaf): Grid {
  const leaves = grid.leaves.map(room);
  return { ...grid, leaves, symmetry: symmetryOf(leaves, [...grid.rules, ...grid.limits], grid.zones, grid.nodeLevel) };
}

function add(grid: Grid, known: Map<string, Counts>, states: readonly Counts[]): void {
  for (const state of states) {
    const representative = canonical(grid.symmetry, [...state]);
    known.set(countsKey(representative), representative);
  }
}
