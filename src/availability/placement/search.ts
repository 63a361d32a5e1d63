import { tooMany } from './fresh';
import type { Grid } from './grid';
import { canonical, countsKey } from './symmetry';

/** Says that a state can be reached from the one at hand. It keeps the array and sorts it. */
export type Visit = (state: number[]) => void;

/**
 * Every state that steps lead to from the starts, those once that differ by an exchange of alike leaves only, in the order in which they are met.
 *
 * @param step visits what can follow a state
 */
export function reachable(
  grid: Grid,
  starts: Iterable<number[]>,
  budget: number,
  step: (state: readonly number[], visit: Visit) => void,
): readonly (readonly number[])[] | typeof tooMany {
  const seen = new Set<string>();
  const states: number[][] = [];
  const visit: Visit = (state) => {
    const representative = canonical(grid.symmetry, state);
    const key = countsKey(representative);
    if (seen.has(key)) return;
    seen.add(key);
    states.push(representative);
  };
  for (const start of starts) visit(start);
  for (let next = 0; next < states.length; next++) {
    if (seen.size > budget) return tooMany;
    step(states[next] as number[], visit);
  }
  return states;
}

/** What was found of work that ends or comes to a stop. */
export interface Search {
  /** Whether it was seen to end. */
  readonly ends: boolean;
  /** Whether it was seen to come to where nothing can go on. */
  readonly stops: boolean;
  /** Whether every state was looked at, or nothing more can be learned; else what was not seen may be all the same. */
  readonly complete: boolean;
}

/**
 * Whether work can end and can stop: depth first, as both are found at the ends of its ways, until both are found or the budget is spent.
 *
 * @param step visits what can follow a state, and says what it is
 */
export function explore(
  grid: Grid,
  starts: Iterable<number[]>,
  budget: number,
  step: (state: readonly number[], visit: Visit) => 'ends' | 'stops' | 'goes on',
): Search {
  const seen = new Set<string>();
  const open: number[][] = [];
  const visit: Visit = (state) => {
    const representative = canonical(grid.symmetry, state);
    const key = countsKey(representative);
    if (seen.has(key)) return;
    seen.add(key);
    open.push(representative);
  };
  for (const start of starts) visit(start);
  let [ends, stops] = [false, false];
  for (let state = open.pop(); state; state = open.pop()) {
    if (seen.size > budget) return { ends, stops, complete: false };
    const found = step(state, visit);
    if (found === 'ends') ends = true;
    if (found === 'stops') stops = true;
    if (ends && stops) break;
  }
  return { ends, stops, complete: true };
}

/** The state with so many more or fewer on one leaf. */
export function changed(state: readonly number[], leaf: number, by: number): number[] {
  const copy = [...state];
  copy[leaf] = (copy[leaf] ?? 0) + by;
  return copy;
}

export function sum(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
