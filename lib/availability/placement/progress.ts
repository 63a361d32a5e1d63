import { tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves } from './legal';
import type { Range } from './rollout';
import { type Counts, canonical, keyOf } from './symmetry';

/** How a rolling update that nobody interrupts can go. */
export interface Progress {
  /** Whether every pod can come to be new. */
  readonly ends: boolean;
  /** Whether it can come to where no pod may be taken away and no new one finds a node. */
  readonly stops: boolean;
}

/** States that one search may visit: it is made beside the one for the placements after rollouts. */
const budget = 2_000;
const radix = 256;

/**
 * Rolls out from each start in every order that the strategy allows: a pod more while fewer than the most stand, an old one less while more than the least are ready.
 *
 * @param pinned whether the pod that comes stands in the zone of the one that went
 */
export function progress(grid: Grid, starts: readonly Counts[], range: Range, pinned: boolean): Progress | typeof tooMany {
  if (!pinned && hasRoom(grid, range)) return { ends: true, stops: false };
  const seen = new Set<string>();
  const queue: number[][] = [];
  const visit = (state: number[]) => {
    const representative = canonical(grid.symmetry, state);
    const key = keyOf(representative);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(representative);
  };
  for (const start of starts) visit([...start]);
  let [ends, stops] = [false, false];
  for (let next = 0; next < queue.length; next++) {
    if (seen.size > budget) return tooMany;
    const state = queue[next] as number[];
    if (state.every((value) => value % radix === 0) && newestOf(state) === range.replicas) ends = true;
    else if (pinned ? !replaceOne(grid, state, visit) : !step(grid, state, range, visit)) stops = true;
  }
  return { ends, stops };
}

/** Whether each place takes all pods at once: then one rule alone always leaves the emptiest of its domains open. */
function hasRoom({ leaves, rules, limits }: Grid, { replicas, most }: Range): boolean {
  if (rules.length > 1 || limits.length > 0) return false;
  return leaves.every(({ nodes, perNode, perNodeAndRevision }) => nodes * perNode >= most && nodes * perNodeAndRevision >= replicas);
}

/** What the controller of a Deployment, or of a StatefulSet whose pods may stand anywhere, can do next; false where it can do nothing. */
function step(grid: Grid, state: readonly number[], { replicas, least, most }: Range, visit: (state: number[]) => void): boolean {
  const { total, newest } = parts(state);
  const pods = total.reduce((sum, count) => sum + count, 0);
  const legal = newestOf(state) < replicas && pods < most ? legalLeaves(grid, total, newest) : [];
  for (const leaf of legal) visit(changed(state, leaf, radix));
  if (pods <= least) return legal.length > 0;
  const old = oldLeaves(state);
  for (const leaf of old) visit(changed(state, leaf, -1));
  return legal.length + old.length > 0;
}

/** A StatefulSet's pod with a volume goes, and the next of its name stands in the same zone; false where one of them can't. */
function replaceOne(grid: Grid, state: readonly number[], visit: (state: number[]) => void): boolean {
  const replaced = oldLeaves(state).map((gone) => {
    const left = changed(state, gone, -1);
    const { total, newest } = parts(left);
    const legal = legalLeaves(grid, total, newest).filter((leaf) => grid.leaves[leaf]?.zone === grid.leaves[gone]?.zone);
    for (const leaf of legal) visit(changed(left, leaf, radix));
    return legal.length > 0;
  });
  return replaced.length > 0 && replaced.every(Boolean);
}

function parts(state: readonly number[]): { total: Counts; newest: Counts } {
  const newest = state.map((value) => Math.floor(value / radix));
  return { newest, total: state.map((value, leaf) => (value % radix) + (newest[leaf] as number)) };
}

function newestOf(state: readonly number[]): number {
  return state.reduce((sum, value) => sum + Math.floor(value / radix), 0);
}

function oldLeaves(state: readonly number[]): number[] {
  return state.flatMap((value, leaf) => (value % radix > 0 ? [leaf] : []));
}

function changed(state: readonly number[], leaf: number, by: number): number[] {
  const copy = [...state];
  copy[leaf] = (copy[leaf] ?? 0) + by;
  return copy;
}
