import { budget, type Rest, tooMany } from './fresh';
import type { Grid } from './grid';
import { legalLeaves, type Outage } from './legal';
import { reachable, sum, type Visit } from './search';
import { type Counts, countsKey } from './symmetry';

/** How evicted pods come back while something is down. */
export interface Return {
  /**
   * Whether replacements are made while what failed is away: a Deployment's are, a StatefulSet's wait for the node or its object's end. One that a drain evicts is replaced
   * at once in any case.
   */
  readonly whileDown: boolean;
  /** Whether the objects of dead nodes may be deleted meanwhile. */
  readonly nodesGo: boolean;
}

const down = 1 << 15;
const oneNode = 1 << 14;
const pods = (value: number): number => value & (oneNode - 1);

/** L2: failures of a zone or a node, or drains of a node, one after the other from any placement at rest, each when the last has been recovered from. */
export function failures(grid: Grid, starts: readonly Counts[], replicas: number, back: Return): Failed | typeof tooMany {
  if (!returnsByParts(grid, back.nodesGo)) return inARow(grid, starts, replicas, back, false);
  const byParts = inARow(grid, starts, replicas, back, true);
  if (byParts === tooMany || back.whileDown) return byParts;
  const atOnce = inARow(grid, starts, replicas, back, false);
  return { ...byParts, isReached: atOnce !== tooMany && atOnce.full.length === byParts.full.length };
}

/** Where pods stand after failures. */
interface Failed extends Rest {
  /** Whether some order of events leads to each of these placements. */
  readonly isReached: boolean;
}

function inARow(grid: Grid, starts: readonly Counts[], replicas: number, back: Return, byParts: boolean): Failed | typeof tooMany {
  const full = new Map<string, Counts>();
  const partial = new Map<string, Counts>();
  let from = starts;
  for (let round = 0; round < mostRounds; round++) {
    const rest = afterOne(grid, from, replicas, back, byParts);
    if (rest === tooMany) return tooMany;
    for (const counts of rest.partial) partial.set(countsKey(counts), counts);
    if (round === 0) for (const counts of from) full.set(countsKey(counts), counts);
    from = rest.full.filter((counts) => !full.has(countsKey(counts)));
    if (from.length === 0) return { full: [...full.values()], partial: [...partial.values()], isReached: true };
    for (const counts of from) full.set(countsKey(counts), counts);
  }
  return tooMany;
}

/** Failures in a row that may each lead to something new; past them the bound is used. */
const mostRounds = 10;

/** One of them and its recovery: some of the lost pods are evicted and bound again wherever that is legal meanwhile or afterwards, and nothing rebalances. */
function afterOne(grid: Grid, starts: readonly Counts[], replicas: number, back: Return, byParts: boolean): Rest | typeof tooMany {
  const from = starts.flatMap((start) => [[...start], ...afterOneFailure(grid, start)]);
  const states = reachable(grid, from, budget, (state, visit) => {
    step(grid, state, replicas, back, visit);
    if (byParts) for (const [leaf, value] of state.entries()) if (value & down) visit(replaced(state, leaf, pods(value)));
  });
  if (states === tooMany) return tooMany;
  const rest = states.filter((state) => state.every((value) => value < oneNode));
  return {
    full: rest.filter((state) => sum(state) === replicas),
    // All is back, and still nothing is legal for the pods that wait.
    partial: rest.filter((state) => sum(state) < replicas && legalLeaves(grid, state, state).length === 0),
  };
}

/** The states right after each single failure: a zone is marked on all its leaves, a node on its leaf, its evicted pods gone. */
function afterOneFailure(grid: Grid, start: Counts): number[][] {
  const states: number[][] = [];
  for (const leaves of grid.symmetry.leavesOfZone) {
    if (leaves.some((leaf) => (start[leaf] ?? 0) > 0))
      states.push(start.map((count, leaf) => (leaves.includes(leaf) ? count | down : count)));
  }
  grid.leaves.forEach((leaf, index) => {
    const most = Math.min(start[index] ?? 0, leaf.perNode);
    for (let evicted = 1; evicted <= most; evicted++)
      states.push(start.map((count, other) => (other === index ? (count - evicted) | (leaf.nodes === 1 ? down : oneNode) : count)));
  });
  return states;
}

function step(grid: Grid, state: readonly number[], replicas: number, back: Return, visit: Visit): void {
  const counts = state.map(pods);
  const broken = state.some((value) => value >= oneNode);
  const missing = sum(counts) < replicas;
  if (broken) visit([...counts]);
  state.forEach((value, leaf) => {
    if (value & down && pods(value) > 0) visit(replaced(state, leaf, value - 1));
  });
  if (!missing) return;
  const add = (outage?: Outage) => {
    for (const leaf of legalLeaves(grid, counts, counts, outage)) visit(replaced(state, leaf, (state[leaf] ?? 0) + 1));
  };
  if (!broken) {
    add();
    return;
  }
  const outage = { leaves: state.map((value) => (value & down) !== 0), nodeOf: state.findIndex((value) => (value & oneNode) !== 0) };
  if (back.whileDown || isOneNode(grid, state) || isPartlyBack(grid, state)) add({ ...outage, gone: false });
  if (back.nodesGo) add({ ...outage, gone: true });
}

/**
 * Whether it matters in which order the nodes of a zone come back: where those that are away are left out of a count, a pod may be bound while that holds for some of them.
 * Otherwise nothing is legal then that isn't once all are back.
 */
function returnsByParts({ rules, symmetry }: Grid, nodesGo: boolean): boolean {
  return (nodesGo || rules.some((rule) => rule.honorsTaints)) && symmetry.leavesOfZone.some((leaves) => leaves.length > 1);
}

/** Whether some of a lost zone is back: then a StatefulSet's pods of that part are made again. More is allowed here, as nobody counts which pods those are. */
function isPartlyBack({ leaves, symmetry }: Grid, state: readonly number[]): boolean {
  const isAway = (leaf: number) => ((state[leaf] ?? 0) & down) !== 0;
  return symmetry.leavesOfZone.some((zone) => zone.some(isAway) && zone.some((leaf) => !isAway(leaf) && (leaves[leaf]?.perNode ?? 0) > 0));
}

/** Whether a single node is away, which may as well be cordoned and drained. */
function isOneNode({ leaves }: Grid, state: readonly number[]): boolean {
  const away = state.flatMap((value, leaf) => (value >= oneNode ? [leaf] : []));
  return away.every((leaf) => away.length === 1 && ((state[leaf] ?? 0) < down || leaves[leaf]?.nodes === 1));
}

function replaced(state: readonly number[], leaf: number, value: number): number[] {
  const copy = [...state];
  copy[leaf] = value;
  return copy;
}
