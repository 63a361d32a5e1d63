import type { Grid, SpreadRule } from './grid';
import type { Leaf } from './leaf';
import { legalLeaves } from './legal';
import type { Place } from './progress';
import { changed, explore, type Search, sum } from './search';
import { type Counts, symmetryOf } from './symmetry';

/** What a budget lets a drain do. */
export interface Evictions {
  /** Pods that should be ready. */
  readonly replicas: number;
  /** How many of them may be away at a time. */
  readonly allowed: number;
  /** Where a replacement may run; undefined where its volume keeps it on the drained node. */
  readonly place: Place | undefined;
  /** Whether pods of an earlier drain may still be away when this one begins; nothing but the budget waits for them. */
  readonly overlaps?: boolean;
}

/** States that the search of one drain may visit. */
const budget = 1_000;

/**
 * Drains one node: pods are evicted while the budget allows it, and their replacements, and pods that waited before, are bound wherever that is legal.
 *
 * The node is cordoned: a spread counts it and the pods that are left on it, unless the constraint honours taints.
 */
export function drain(grid: Grid, counts: Counts, leaf: number, load: number, evictions: Evictions): Search {
  const { replicas, allowed, overlaps = false } = evictions;
  const missing = replicas - sum(counts);
  const roomAlone = grid.rules.length === 0 && grid.limits.length === 0;
  if (
    (overlaps ? roomAlone && evictions.place : load <= allowed - missing) ||
    (missing === 0 && allowed > 0 && alwaysOpen(grid, leaf, evictions))
  )
    return { ends: true, stops: false, complete: true };
  const cordoned = cordon(grid, leaf);
  const node = grid.leaves.length;
  const start = [...changed(counts, leaf, -load), load];
  const starts = overlaps ? withFewer(start, node, allowed - missing) : [start];
  if (starts.length > budget) return { ends: false, stops: false, complete: false };
  return explore(cordoned, starts, budget, (state, visit) => {
    if (state[node] === 0) return 'ends';
    const away = replicas - sum(state);
    let moves = 0;
    const go = (next: number[]): void => {
      moves++;
      visit(next);
    };
    if (away < allowed) go(changed(state, node, -1));
    if (away > 0) for (const open of openIn(cordoned, state, grid.leaves[leaf]?.zone, evictions.place)) go(changed(state, open, 1));
    return moves > 0 ? 'goes on' : 'stops';
  });
}

/** A state, and every one with up to so many pods less beside a node; at least one more of these than a search visits where they are too many. */
function withFewer(state: number[], node: number, most: number): readonly number[][] {
  let states: readonly number[][] = [state];
  for (let leaf = 0; leaf < node && states.length <= budget; leaf++)
    states = states.flatMap((it) => {
      const left = most - (sum(state) - sum(it));
      return Array.from({ length: Math.min(left, it[leaf] ?? 0) + 1 }, (_, away) => changed(it, leaf, -away));
    });
  return states;
}

/** Whether a drain of any node ends, whatever the budget allows, as long as it allows something and every pod is ready. */
export function drainsAlwaysEnd(grid: Grid, replicas: number): boolean {
  return grid.leaves.every((_, leaf) => alwaysOpen(grid, leaf, { replicas, allowed: 1, place: 'anywhere' }));
}

function openIn(grid: Grid, state: Counts, zone: number | undefined, place: Place | undefined): readonly number[] {
  if (place === undefined) return [];
  const legal = legalLeaves(grid, state, state);
  return place === 'anywhere' ? legal : legal.filter((leaf) => grid.leaves[leaf]?.zone === zone);
}

/** Whether an evicted pod finds a node at any time: one rule alone leaves the emptiest of its domains open, if that has room for all beside the drained node. */
function alwaysOpen({ leaves, rules, limits }: Grid, drained: number, { replicas, place }: Evictions): boolean {
  if (rules.length > 1 || limits.length > 0 || place !== 'anywhere') return false;
  const roomy = leaves.flatMap(({ nodes, perNode, perNodeAndRevision }, leaf) =>
    (leaf === drained ? nodes - 1 : nodes) * Math.min(perNode, perNodeAndRevision) >= replicas ? [leaf] : [],
  );
  const [rule] = rules;
  if (!rule) return roomy.length > 0;
  return new Set(roomy.map((leaf) => rule.domainOf[leaf]).filter((domain) => domain !== undefined && domain >= 0)).size === rule.domains;
}

/** The grid with one node of a leaf by itself, last, and closed. */
function cordon(grid: Grid, leaf: number): Grid {
  const { zone = 0, cell = 0, nodes = 1 } = grid.leaves[leaf] ?? {};
  // Cells of their own: neither may be exchanged for a node that stays open.
  const closed: Leaf = { zone, cell: -1, nodes: 1, perNode: 0, perNodeAndRevision: 0 };
  const others = grid.leaves.map((it, index) => (index === leaf ? { ...it, nodes: nodes - 1, cell: grid.nodeLevel ? -2 : cell } : it));
  const leaves = [...others, closed];
  const extended = (domainOf: readonly number[]) => [...domainOf, domainOf[leaf] ?? -1];
  const rules = grid.rules.map((rule) =>
    rule.honorsTaints ? without(rule, leaf, nodes === 1) : { ...rule, domainOf: extended(rule.domainOf) },
  );
  const limits = grid.limits.map((limit) => ({ ...limit, domainOf: extended(limit.domainOf) }));
  return { ...grid, leaves, rules, limits, symmetry: symmetryOf(leaves, [...rules, ...limits], grid.zones, grid.nodeLevel) };
}

/** A constraint that honours taints doesn't count the cordoned node, nor its domain where that was its last node. */
function without(rule: SpreadRule, leaf: number, last: boolean): SpreadRule {
  const domainOf = [...rule.domainOf.map((domain, index) => (last && index === leaf ? -1 : domain)), -1];
  const present = [...new Set(domainOf.filter((domain) => domain >= 0))];
  return { ...rule, domainOf: domainOf.map((domain) => (domain < 0 ? -1 : present.indexOf(domain))), domains: present.length };
}
