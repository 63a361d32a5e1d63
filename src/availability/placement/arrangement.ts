import type { Grid } from './grid';
import type { Counts } from './symmetry';

/** Pods on each node that carries any, largest first. */
export type Loads = readonly number[];

/** How the pods of each leaf may run on its nodes: a list of alternatives per leaf, cut at a limit. */
export interface Arrangements {
  readonly byLeaf: readonly (readonly Loads[])[];
  /** Whether every alternative is listed. */
  readonly complete: boolean;
}

const known = new Map<string, readonly Loads[]>();
const limit = 64;

/** The ways to put the pods of a placement on nodes, nodes of a leaf being exchangeable. */
export function arrangements(grid: Grid, counts: Counts): Arrangements {
  let complete = true;
  const byLeaf = counts.map((count, index) => {
    const leaf = grid.leaves[index];
    const most = Math.min(leaf?.perNode ?? 0, leaf?.perNodeAndRevision ?? 0);
    if (most === 1) return [new Array<number>(count).fill(1)];
    const all = partitions(count, Math.min(most, count), Math.min(leaf?.nodes ?? 0, count));
    if (all.length > limit) complete = false;
    return all.slice(0, limit);
  });
  return { byLeaf, complete };
}

/** The partitions of a number into at most `parts` parts of at most `largest`, the most uneven first. */
export function partitions(number: number, largest: number, parts: number): readonly Loads[] {
  const key = `${number}/${largest}/${parts}`;
  const before = known.get(key);
  if (before) return before;
  const found: number[][] = [];
  const fill = (left: number, most: number, loads: number[]): void => {
    if (found.length > limit) return;
    if (left === 0) {
      found.push([...loads]);
      return;
    }
    // What is left has to fit the parts that are left: else nothing would ever be found, at the end of a very long search.
    const free = parts - loads.length;
    for (let load = Math.min(left, most); load * free >= left && load >= 1; load--) fill(left - load, load, [...loads, load]);
  };
  fill(number, largest, []);
  if (known.size < 10_000) known.set(key, found);
  return found;
}

/** The most even way, for a lower bound when not all are looked at. */
export function even(number: number, nodes: number): Loads {
  const used = Math.min(number, nodes);
  return Array.from({ length: used }, (_, node) => Math.floor(number / used) + (node < number % used ? 1 : 0));
}
