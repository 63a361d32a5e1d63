import { tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves } from './legal';
import { type Range, radix, revisions } from './rollout';
import { changed, reachable, sum, type Visit } from './search';
import type { Counts } from './symmetry';

/** How a rolling update that nobody interrupts can go. */
export interface Progress {
  /** Whether every pod can come to be new. */
  readonly ends: boolean;
  /** Whether it can come to where no pod may be taken away and no new one finds a node. */
  readonly stops: boolean;
}

/** Where the pods that come may stand: a StatefulSet's volumes keep each in the zone of the one that went, a shared one keeps all in one zone. */
export type Place = 'anywhere' | 'own zone' | 'one zone';

/** States that one search may visit: it is made beside the one for the placements after rollouts. */
const budget = 2_000;

/** Rolls out from each start in every order that the strategy allows: a pod more while fewer than the most stand, an old one less while more than the least are ready. */
export function progress(grid: Grid, starts: readonly Counts[], range: Range, place: Place): Progress | typeof tooMany {
  if (place === 'anywhere' && hasRoom(grid, range)) return { ends: true, stops: false };
  let [ends, stops] = [false, false];
  const from = starts.map((start) => [...start]);
  const states = reachable(grid, from, budget, (state, visit) => {
    if (state.every((value) => value % radix === 0) && newestOf(state) === range.replicas) ends = true;
    else if (place === 'own zone' ? !replaceOne(grid, state, visit) : !step(grid, state, range, place, visit)) stops = true;
  });
  return states === tooMany ? tooMany : { ends, stops };
}

/** Whether each place takes all pods at once: then one rule alone always leaves the emptiest of its domains open. */
function hasRoom({ leaves, rules, limits }: Grid, { replicas, most }: Range): boolean {
  if (rules.length > 1 || limits.length > 0) return false;
  return leaves.every(({ nodes, perNode, perNodeAndRevision }) => nodes * perNode >= most && nodes * perNodeAndRevision >= replicas);
}

/** What the controller can do next; false where it can do nothing. */
function step(grid: Grid, state: readonly number[], { replicas, least, most }: Range, place: Place, visit: Visit): boolean {
  const { total, newest } = revisions(state);
  const pods = sum(total);
  const legal = newestOf(state) < replicas && pods < most ? openTo(grid, total, newest, place) : [];
  for (const leaf of legal) visit(changed(state, leaf, radix));
  if (pods <= least) return legal.length > 0;
  const old = oldLeaves(state);
  for (const leaf of old) visit(changed(state, leaf, -1));
  return legal.length + old.length > 0;
}

/** The leaves that take one more pod of the newest revision. */
export function openTo(grid: Grid, total: Counts, newest: Counts, place: Place): number[] {
  const legal = legalLeaves(grid, total, newest);
  if (place !== 'one zone') return legal;
  const used = new Set(grid.leaves.flatMap(({ zone }, leaf) => ((total[leaf] ?? 0) > 0 ? [zone] : [])));
  return legal.filter((leaf) => used.has(grid.leaves[leaf]?.zone ?? -1));
}

/** A StatefulSet's pod with a volume goes, and the next of its name stands in the same zone; false where one of them can't. */
function replaceOne(grid: Grid, state: readonly number[], visit: Visit): boolean {
  const replaced = oldLeaves(state).map((gone) => {
    const left = changed(state, gone, -1);
    const { total, newest } = revisions(left);
    const legal = legalLeaves(grid, total, newest).filter((leaf) => grid.leaves[leaf]?.zone === grid.leaves[gone]?.zone);
    for (const leaf of legal) visit(changed(left, leaf, radix));
    return legal.length > 0;
  });
  return replaced.length > 0 && replaced.every(Boolean);
}

function newestOf(state: readonly number[]): number {
  return state.reduce((sum, value) => sum + Math.floor(value / radix), 0);
}

function oldLeaves(state: readonly number[]): number[] {
  return state.flatMap((value, leaf) => (value % radix > 0 ? [leaf] : []));
}
