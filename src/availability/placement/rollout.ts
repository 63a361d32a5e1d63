import { budget, tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves } from './legal';
import { changed, reachable, sum, type Visit } from './search';
import type { Counts } from './symmetry';

/** How far the number of pods may move while a workload changes. */
export interface Range {
  readonly replicas: number;
  readonly least: number;
  readonly most: number;
}

/** One revision's pods and another's share a leaf's number: old + newest * radix. */
export const radix = 256;

/** The pods on each leaf of both revisions together, and those of the newest. */
export function revisions(state: readonly number[]): { total: Counts; newest: Counts } {
  const newest = state.map((value) => Math.floor(value / radix));
  return { newest, total: state.map((value, leaf) => (value % radix) + (newest[leaf] as number)) };
}

/**
 * L1 of a rollout whose rules count the pods of all revisions: old pods leave wherever they stand, new ones come wherever they are legal, and another rollout may
 * begin before the last has ended.
 *
 * The controller prefers some pods over others when it removes one; leaving that out errs on the large side.
 */
export function rollouts(grid: Grid, starts: readonly Counts[], range: Range): readonly Counts[] | typeof tooMany {
  if (range.most >= radix) return tooMany;
  const from = starts.map((start) => start.map((count) => count * radix));
  const states = reachable(grid, from, budget, (state, visit) => step(grid, state, range, visit));
  if (states === tooMany) return tooMany;
  const rest = states.filter((state) => state.every((value) => value % radix === 0) && sum(state) === range.replicas * radix);
  return rest.map((state) => state.map((value) => value / radix));
}

function step(grid: Grid, state: readonly number[], range: Range, visit: Visit): void {
  const { total, newest } = revisions(state);
  const pods = sum(total);
  if (sum(newest) > 0) visit([...total]);
  if (pods < range.most && sum(newest) < range.replicas)
    for (const leaf of legalLeaves(grid, total, newest)) visit(changed(state, leaf, radix));
  if (pods > range.least)
    state.forEach((value, leaf) => {
      if (value % radix > 0) visit(changed(state, leaf, -1));
    });
}

/** Some of L1 where constraints count the newest revision alone: two revisions that take turns, a rollout of the one being a rollback of the other. */
export function takingTurns(grid: Grid, starts: readonly Counts[], range: Range): readonly Counts[] | typeof tooMany {
  if (range.most >= radix) return tooMany;
  const from = starts.map((start) => start.map((count) => count * radix));
  const states = reachable(grid, from, budget, (state, visit) => {
    const { total, newest } = revisions(state);
    const pods = sum(total);
    visit(state.map((value, leaf) => (newest[leaf] as number) + (value % radix) * radix));
    if (pods < range.most && sum(newest) < range.replicas)
      for (const leaf of legalLeaves(grid, total, newest)) visit(changed(state, leaf, radix));
    if (pods > range.least)
      state.forEach((value, leaf) => {
        if (value % radix > 0) visit(changed(state, leaf, -1));
      });
  });
  if (states === tooMany) return tooMany;
  const rest = states.filter((state) => state.every((value) => value % radix === 0) && sum(state) === range.replicas * radix);
  return rest.map((state) => state.map((value) => value / radix));
}

/**
 * L1 where any pod may leave and any legal one come, the number staying in a range: an autoscaler's doing, or that of a rollout whose rules count the newest revision
 * alone (a rollback takes up what is left of an earlier revision, so its pods too come and go).
 */
export function comingAndGoing(grid: Grid, starts: readonly Counts[], range: Range): readonly Counts[] | typeof tooMany {
  const from = starts.map((start) => [...start]);
  const states = reachable(grid, from, budget, (state, visit) => {
    const pods = sum(state);
    if (pods < range.most) for (const leaf of legalLeaves(grid, state, state)) visit(changed(state, leaf, 1));
    if (pods > range.least)
      state.forEach((count, leaf) => {
        if (count > 0) visit(changed(state, leaf, -1));
      });
  });
  return states === tooMany ? tooMany : states.filter((state) => sum(state) === range.replicas);
}
