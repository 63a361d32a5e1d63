import { budget, tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves } from './legal';
import { type Counts, canonical, keyOf } from './symmetry';

/** How far the number of pods may move while a workload changes. */
export interface Range {
  readonly replicas: number;
  readonly least: number;
  readonly most: number;
}

/** One revision's pods and another's share a leaf's number: old + newest * radix. */
const radix = 256;

/**
 * L1 of a rollout whose rules count the pods of all revisions: old pods leave wherever they stand, new ones come wherever they are legal, and another rollout may
 * begin before the last has ended.
 *
 * The controller prefers some pods over others when it removes one; leaving that out errs on the large side.
 */
export function rollouts(grid: Grid, starts: readonly Counts[], range: Range): readonly Counts[] | typeof tooMany {
  if (range.most >= radix) return tooMany;
  const seen = new Set<string>();
  const queue: number[][] = [];
  const rest: Counts[] = [];
  const visit = (state: number[]) => {
    const representative = canonical(grid.symmetry, state);
    const key = keyOf(representative);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(representative);
    if (representative.every((value) => value % radix === 0) && sum(representative) === range.replicas * radix)
      rest.push(representative.map((value) => value / radix));
  };
  for (const start of starts) visit(start.map((count) => count * radix));
  for (let next = 0; next < queue.length; next++) {
    if (seen.size > budget) return tooMany;
    step(grid, queue[next] as number[], range, visit);
  }
  return rest;
}

function step(grid: Grid, state: readonly number[], range: Range, visit: (state: number[]) => void): void {
  const newest = state.map((value) => Math.floor(value / radix));
  const total = state.map((value, leaf) => (value % radix) + (newest[leaf] as number));
  const pods = sum(total);
  if (sum(newest) > 0) visit([...total]);
  if (pods < range.most && sum(newest) < range.replicas)
    for (const leaf of legalLeaves(grid, total, newest)) visit(changed(state, leaf, radix));
  if (pods > range.least)
    state.forEach((value, leaf) => {
      if (value % radix > 0) visit(changed(state, leaf, -1));
    });
}

/**
 * L1 where any pod may leave and any legal one come, the number staying in a range: an autoscaler's doing, or that of a rollout whose rules count the newest revision
 * alone (a rollback takes up what is left of an earlier revision, so its pods too come and go).
 */
export function comingAndGoing(grid: Grid, starts: readonly Counts[], range: Range): readonly Counts[] | typeof tooMany {
  const seen = new Set<string>();
  const queue: number[][] = [];
  const rest: Counts[] = [];
  const visit = (state: number[]) => {
    const representative = canonical(grid.symmetry, state);
    const key = keyOf(representative);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(representative);
    if (sum(representative) === range.replicas) rest.push(representative);
  };
  for (const start of starts) visit([...start]);
  for (let next = 0; next < queue.length; next++) {
    if (seen.size > budget) return tooMany;
    const state = queue[next] as number[];
    const pods = sum(state);
    if (pods < range.most) for (const leaf of legalLeaves(grid, state, state)) visit(changed(state, leaf, 1));
    if (pods > range.least)
      state.forEach((count, leaf) => {
        if (count > 0) visit(changed(state, leaf, -1));
      });
  }
  return rest;
}

function changed(state: readonly number[], leaf: number, by: number): number[] {
  const copy = [...state];
  copy[leaf] = (copy[leaf] ?? 0) + by;
  return copy;
}

function sum(counts: Counts): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
