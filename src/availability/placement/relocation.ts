import type { Cluster } from '../../cluster/cluster';
import type { Workload } from '../workload/workload';
import type { Grid } from './grid';
import { type Held, heldIn, nothingHeld } from './held-zones';
import { legalLeaves, type Outage } from './legal';
import { type Counts, countsKey } from './symmetry';

/** Whether evicted pods can be bound again before what failed is back. */
export type Recovery = 'guaranteed' | 'possible' | 'impossible';

/** What becomes of the pods of one failed thing. */
export interface Relocation {
  /** All of them, whatever the scheduler chooses. */
  readonly all: Recovery;
  /** Whether at least one can run elsewhere. */
  readonly any: boolean;
}

const stay: Relocation = { all: 'impossible', any: false };
const budget = 400;

/** How the lost pods can move; the room that other workloads take is left out here (see capacity.ts). */
export interface Moves {
  /** Whether replacements are made at all while a node is away. */
  readonly replaced: boolean;
  /** Whether a pod may leave its zone. */
  readonly acrossZones: boolean;
  /** Whether dead nodes' objects are deleted, and with them their part in the count. */
  readonly nodesGo: boolean;
  /**
   * Whether evicted pods stay objects while their node is away, so that required anti-affinity counts them, and a spread doesn't: until its kubelet is back, or until the
   * Node object is deleted as well.
   *
   * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins: interpodaffinity/filtering.go, getExistingAntiAffinityCounts, and podtopologyspread/common.go.
   */
  readonly stays: 'no' | 'until it is back' | 'until it is deleted';
  /** What may not be evicted because too many nodes are lost. */
  readonly held: Held;
}

/** What storage and controller allow: a StatefulSet's pod waits for its Node object's end, a volume keeps its pod in its zone or on its node. */
export function movesOf(workload: Workload, nodesGo: boolean, cluster: Cluster): Moves {
  const { pins } = workload.storage;
  const replaced = workload.replacedAtOnce || (workload.kind === 'StatefulSet' && nodesGo);
  const isStateful = workload.kind === 'StatefulSet';
  return {
    replaced: replaced && pins !== 'node',
    acrossZones: pins === 'free',
    nodesGo: nodesGo && isStateful,
    // What waits for the end of Node objects needs no eviction.
    held: workload.replacedAtOnce ? heldIn(cluster) : nothingHeld,
    stays: isStateful ? 'no' : nodesGo ? 'until it is deleted' : 'until it is back',
  };
}

/** After the loss of the fullest node of a leaf. */
export function afterNodeLoss(grid: Grid, counts: Counts, leaf: number, load: number, moves: Moves): Relocation {
  const { zone, nodes } = grid.leaves[leaf] ?? { zone: 0, nodes: 0 };
  if (!moves.replaced || load === 0) return stay;
  const left = counts.map((count, index) => (index === leaf ? count - load : count));
  const dead = grid.leaves.map((other, index) => (index === leaf && nodes === 1) || (!moves.acrossZones && other.zone !== zone));
  const closed = closedBy(grid, (index) => index === leaf);
  return beside(moves, closed, (it) =>
    refill(grid, left, load, { leaves: dead, nodeOf: nodes > 1 ? leaf : -1, gone: moves.nodesGo, closed: it }),
  );
}

/** The leaves of domains in which a lost pod lets no other stand. */
function closedBy({ limits, leaves }: Grid, isLost: (leaf: number) => boolean): readonly boolean[] {
  const taken = limits.map(({ domainOf }) => new Set(domainOf.filter((domain, leaf) => domain >= 0 && isLost(leaf))));
  return leaves.map((_, leaf) => limits.some(({ domainOf }, limit) => taken[limit]?.has(domainOf[leaf] ?? -1)));
}

/** What becomes of pods beside those that are still objects: for as long as these are, or for a while. */
function beside({ stays }: Moves, closed: readonly boolean[], move: (closed?: readonly boolean[]) => Relocation): Relocation {
  if (stays === 'no' || !closed.includes(true)) return move();
  const held = move(closed);
  if (stays === 'until it is back') return held;
  const freed = move();
  return held.all === freed.all ? held : { all: 'possible', any: held.any || freed.any };
}

/** After the loss of a zone. */
export function afterZoneLoss(grid: Grid, counts: Counts, zone: number, moves: Moves): Relocation {
  if (!moves.replaced || !moves.acrossZones) return stay;
  const dead = grid.leaves.map((leaf) => leaf.zone === zone);
  const lost = counts.reduce((sum, count, index) => sum + (dead[index] ? count : 0), 0);
  if (lost === 0) return stay;
  const left = counts.map((count, index) => (dead[index] ? 0 : count));
  const closed = closedBy(grid, (leaf) => dead[leaf] === true && (counts[leaf] ?? 0) > 0);
  const found = beside(moves, closed, (it) => refill(grid, left, lost, { leaves: dead, nodeOf: -1, gone: moves.nodesGo, closed: it }));
  return moves.held.zones.has(zone) ? atBestPossible(found) : found;
}

/** The same where pods may not be evicted. */
export function atBestPossible({ all, any }: Relocation): Relocation {
  return { all: all === 'guaranteed' ? 'possible' : all, any };
}

/** Binds the missing pods in every order; unknown past a budget counts as possible. */
function refill(grid: Grid, from: Counts, missing: number, outage: Outage): Relocation {
  if (grid.rules.length === 0 && grid.limits.length === 0) return byRoom(grid, from, missing, outage);
  const seen = new Set<string>();
  let whole = false;
  let short = false;
  let any = false;
  const bind = (state: Counts, left: number): void => {
    if (left === 0) {
      whole = true;
      return;
    }
    const key = countsKey(state);
    if (seen.has(key) || (whole && short)) return;
    seen.add(key);
    if (seen.size > budget) {
      whole = true;
      short = true;
      return;
    }
    const legal = legalLeaves(grid, state, state, outage);
    if (legal.length === 0) short = true;
    else any = true;
    for (const leaf of legal)
      bind(
        state.map((count, index) => (index === leaf ? count + 1 : count)),
        left - 1,
      );
  };
  bind(from, missing);
  return { all: whole ? (short ? 'possible' : 'guaranteed') : 'impossible', any };
}

/** Without rules only room matters. */
function byRoom(grid: Grid, from: Counts, missing: number, outage: Outage): Relocation {
  const free = grid.leaves.reduce((sum, leaf, index) => {
    if (outage.leaves[index]) return sum;
    const nodes = leaf.nodes - (outage.nodeOf === index ? 1 : 0);
    return sum + Math.max(0, nodes * Math.min(leaf.perNode, leaf.perNodeAndRevision) - (from[index] ?? 0));
  }, 0);
  return { all: free >= missing ? 'guaranteed' : 'impossible', any: free > 0 };
}
