import { alwaysProceeds } from './certificate';
import type { Grid } from './grid';
import { legalLeaves, surelyHasRoom } from './legal';
import { type Range, radix, revisions } from './rollout';
import { changed, explore, type Search, sum, type Visit } from './search';
import type { Counts } from './symmetry';

/** Where the pods that come may run: a StatefulSet's volumes keep each in the zone of the one that went, a shared one keeps all in one zone. */
export type Place = 'anywhere' | 'own zone' | 'one zone';

/** States that one search may visit: it is made beside the one for the placements after rollouts. */
const budget = 8_000;

const neverStops: Search = { ends: true, stops: false, complete: true };
const unsearched: Search = { ends: false, stops: false, complete: false };

/**
 * Whether a rolling update that nobody interrupts ends, or comes to where no pod may be taken away and no new one finds a node: from each start, in every order that
 * the strategy allows, a pod more while fewer than the most stand, an old one less while more than the least are ready.
 *
 * @param starts undefined where they are not all known
 * @param fromElsewhere whether other rules left them, which may have put more pods in a place than the grid's own allow
 */
export function progress(grid: Grid, starts: readonly Counts[] | undefined, range: Range, place: Place, fromElsewhere = false): Search {
  if (place === 'anywhere' && !fromElsewhere && alwaysProceeds(grid, starts, range)) return neverStops;
  if (!starts || range.most >= radix) return unsearched;
  return explore(
    grid,
    starts.map((start) => [...start]),
    budget,
    (state, visit) => {
      if (state.every((value) => value % radix === 0) && newestOf(state) === range.replicas) return 'ends';
      return (place === 'own zone' ? replaceOne(grid, state, visit) : step(grid, state, range, place, visit)) ? 'goes on' : 'stops';
    },
  );
}

/** What the controller can do next; false where it may be able to do nothing. */
function step(grid: Grid, state: readonly number[], { replicas, least, most }: Range, place: Place, visit: Visit): boolean {
  const { total, newest } = revisions(state);
  const pods = sum(total);
  const legal = newestOf(state) < replicas && pods < most ? openTo(grid, total, newest, place) : [];
  for (const leaf of legal) visit(changed(state, leaf, radix));
  const old = pods > least ? oldLeaves(state) : [];
  for (const leaf of old) visit(changed(state, leaf, -1));
  return old.length > 0 || surelyOpen(grid, legal, total, newest);
}

/** The leaves that take one more pod of the newest revision. */
export function openTo(grid: Grid, total: Counts, newest: Counts, place: Place): number[] {
  const legal = legalLeaves(grid, total, newest);
  if (place !== 'one zone') return legal;
  const used = new Set(grid.leaves.flatMap(({ zone }, leaf) => ((total[leaf] ?? 0) > 0 ? [zone] : [])));
  return legal.filter((leaf) => used.has(grid.leaves[leaf]?.zone ?? -1));
}

/** Whether one of some leaves takes a pod however those that stand there are arranged on its nodes. */
function surelyOpen(grid: Grid, leaves: readonly number[], total: Counts, newest: Counts): boolean {
  return leaves.some((index) => {
    const leaf = grid.leaves[index];
    return leaf !== undefined && surelyHasRoom(leaf, total[index] ?? 0, newest[index] ?? 0);
  });
}

/** A StatefulSet's pod with a volume goes, and the next of its name stands in the same zone; false where one of them may not be able to. */
function replaceOne(grid: Grid, state: readonly number[], visit: Visit): boolean {
  const replaced = oldLeaves(state).map((gone) => {
    const left = changed(state, gone, -1);
    const { total, newest } = revisions(left);
    const legal = legalLeaves(grid, total, newest).filter((leaf) => grid.leaves[leaf]?.zone === grid.leaves[gone]?.zone);
    for (const leaf of legal) visit(changed(left, leaf, radix));
    return surelyOpen(grid, legal, total, newest);
  });
  return replaced.length > 0 && replaced.every(Boolean);
}

function newestOf(state: readonly number[]): number {
  return state.reduce((sum, value) => sum + Math.floor(value / radix), 0);
}

function oldLeaves(state: readonly number[]): number[] {
  return state.flatMap((value, leaf) => (value % radix > 0 ? [leaf] : []));
}
