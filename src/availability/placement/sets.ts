import type { Cluster } from '../../cluster/cluster';
import type { Workload } from '../workload/workload';
import { afterRollouts } from './after-rollouts';
import { bounded } from './bound';
import { alwaysBinds } from './certificate';
import { failures } from './failure';
import { fresh, tooMany } from './fresh';
import { type Grid, gridOf, tellsNodesApart } from './grid';
import { pinned } from './pinned';
import type { PlacementSet } from './placement-set';
import { takingTurns } from './rollout';
import { freshTogether } from './shared';
import { type Counts, countsKey } from './symmetry';

/** The three sets of the model, each holding the one before. */
export interface Placements {
  readonly grid: Grid;
  readonly replicas: number;
  readonly fresh: PlacementSet;
  readonly afterRollouts: PlacementSet;
  readonly afterFailure: PlacementSet;
  /** Undefined where the sets were searched. */
  readonly bounded?: BoundedPlacements;
}

/** What is known beside the bound where the sets were not searched. */
interface BoundedPlacements {
  /** The cluster with each node by itself where a rule needs that; undefined where it is too large. */
  readonly grid?: Grid;
  /** Whether no pod ever waits for a node for the sake of the workload's own rules. */
  readonly binds: boolean;
}

/** Computes L0, L1 and L2: by search where few states are reachable, else by the bound. */
export function placementsOf(workload: Workload, cluster: Cluster, nodesGo: boolean): Placements {
  if (workload.kind === 'DaemonSet') return onePerNode(workload, cluster);
  if (workload.replicas > mostReplicas) return unlisted(workload, cluster);
  const { replicas, maximum } = workload;
  const most = maximum + workload.strategyAt(maximum).surge;
  const nodes = cluster.cells.reduce((sum, cell) => sum + cell.nodes, 0);
  const grows = cluster.cells.some((cell) => cell.growth !== undefined);
  if ((nodes > mostNodesApart || grows) && tellsNodesApart(workload, cluster, most)) return boundedSets(workload, cluster, most);
  const grid = gridOf(workload, cluster, most);
  const { pins, provisionedFirst: provisionerChooses } = workload.storage;
  const isTogether = pins === 'shared' || pins === 'one node';
  const first = isTogether
    ? freshTogether(grid, replicas, provisionerChooses, pins === 'one node')
    : fresh(grid, replicas, provisionerChooses);
  if (first === tooMany) return boundedSets(workload, cluster, most);
  const partial = first.partial;
  // A provisioner may give the claims of a StatefulSet's ordinals one zone after another (kubernetes-csi/external-provisioner, getPVCNameHashAndIndexOffset): then all stand.
  const l0: PlacementSet = { full: first.full, partial, exact: !(provisionerChooses && pins === 'zone'), complete: true };
  if (pins !== 'free') {
    const held = pinned(workload, grid, l0, most, nodesGo);
    return held ? { grid, replicas, fresh: l0, ...held } : boundedSets(workload, cluster, most);
  }
  const rolled = afterRollouts(workload, grid, l0.full, most);
  if (rolled === tooMany) return boundedSets(workload, cluster, most);
  const exact = isReal(workload, grid, l0.full, rolled, most);
  const l1: PlacementSet = { full: rolled, partial, exact, complete: true };
  const failed = failures(grid, rolled, replicas, { whileDown: workload.replacedAtOnce, nodesGo });
  if (failed === tooMany) return boundedSets(workload, cluster, most);
  const scaled = afterFailuresOfMore(workload, grid, failed.full, most);
  if (scaled === tooMany) return boundedSets(workload, cluster, most);
  const waiting = [...new Map([...partial, ...failed.partial].map((counts) => [countsKey(counts), counts])).values()];
  return {
    grid,
    replicas,
    fresh: l0,
    afterRollouts: l1,
    afterFailure: {
      full: scaled,
      partial: waiting,
      exact: exact && failed.isReached && scaled.length === failed.full.length,
      complete: true,
    },
  };
}

/**
 * Where pods stand after failures that met more pods than the fewest, which an autoscaler takes away again: what few pods can't reach, more of them can, and those that
 * stay then stand as unevenly. Any of these placements that the bound holds may be reached.
 */
function afterFailuresOfMore(workload: Workload, grid: Grid, failed: readonly Counts[], most: number): readonly Counts[] | typeof tooMany {
  const { replicas, maximum } = workload;
  if (maximum === replicas || grid.rules.length === 0) return failed;
  const outage = grid.rules.some((rule) => rule.absent > 0);
  const { counts, complete } = bounded(grid, replicas, { all: most, ofOneRevision: maximum, outage });
  if (!complete) return tooMany;
  return [...new Map([...failed, ...counts].map((it) => [countsKey(it), it])).values()];
}

/** Replicas up to which placements are looked at one by one. */
export const mostReplicas = 500;

/** Nodes up to which each is looked at by itself. */
const mostNodesApart = 100;

/** Nodes up to which a DaemonSet's pods are counted one by one: four times those that Kubernetes supports (kubernetes.io, Considerations for large clusters). */
const mostNodes = 20_000;

const nothingListed: PlacementSet = { full: [], partial: [], exact: false, complete: false };

/** Nothing is listed: only bounds that hold for any placement are left. */
function unlisted(workload: Workload, cluster: Cluster): Placements {
  const grid = gridOf(workload, cluster, workload.maximum, true);
  const sets = { fresh: nothingListed, afterRollouts: nothingListed, afterFailure: nothingListed };
  return { grid, replicas: workload.replicas, ...sets, bounded: { binds: false } };
}

function boundedSets(workload: Workload, cluster: Cluster, most: number): Placements {
  const grid = gridOf(workload, cluster, most, true);
  const { replicas, maximum } = workload;
  const exact = grid.rules.length === 0 && grid.limits.length === 0 && workload.spreads.length === 0;
  const set = (pods: number, outage: boolean): PlacementSet => {
    const { counts, complete, holds } = bounded(grid, replicas, { all: pods, ofOneRevision: maximum, outage });
    return { full: counts, partial: [], exact, complete, ...(complete ? {} : { holds }) };
  };
  const l1 = set(most, false);
  const l2 = grid.rules.some((rule) => rule.absent > 0) ? set(most, true) : l1;
  const fine = gridForWork(workload, cluster, most, grid);
  const binds = fine !== undefined && workload.storage.pins === 'free' && alwaysBinds(fine, replicas, most);
  const first = workload.maximum === replicas ? set(replicas, false) : l1;
  return { grid, replicas, fresh: first, afterRollouts: l1, afterFailure: l2, bounded: { grid: fine, binds } };
}

/**
 * The grid on which planned work can be followed, by nodes where a rule needs it: of a coarse one that rule is left out. Undefined where nothing shows it.
 *
 * Where pools grow, how many nodes there are is open. A rule over hosts never closes a node without a pod, so it decides nothing where each pool may have such a node
 * beside a drained one.
 */
export function gridForWork(
  workload: Workload,
  cluster: Cluster,
  most: number,
  coarse = gridOf(workload, cluster, most, true),
): Grid | undefined {
  if (!tellsNodesApart(workload, cluster, most)) return coarse;
  if (cluster.cells.some((cell) => cell.growth !== undefined))
    return coarse.leaves.every(({ nodes, perNode }) => perNode === 0 || nodes > most + 1) ? coarse : undefined;
  const nodes = cluster.cells.reduce((sum, cell) => sum + cell.nodes, 0);
  return nodes > mostNodesApart ? undefined : gridOf(workload, cluster, most);
}

/**
 * Whether each placement after rollouts can surely be reached. Where constraints count the newest revision alone, pods of others are left out of the search; rules and
 * nodes that do count them keep some placements away, so a search of two revisions that take turns has to show each.
 */
function isReal(workload: Workload, grid: Grid, starts: readonly Counts[], rolled: readonly Counts[], most: number): boolean {
  const { rules, limits, leaves } = grid;
  if (limits.some((limit) => limit.perRevision)) return false;
  if (!rules.some((rule) => rule.perRevision) || rolled === starts) return true;
  const free = leaves.every((leaf) => leaf.nodes * leaf.perNode >= most && leaf.nodes * leaf.perNodeAndRevision >= most);
  if (free && limits.length === 0 && rules.every((rule) => rule.perRevision)) return true;
  const { replicas, maximum, strategy } = workload;
  const known = new Set(starts.map(countsKey));
  const missing = rolled.filter((counts) => !known.has(countsKey(counts)));
  if (missing.length === 0) return true;
  if (maximum > replicas || strategy.type === 'recreate') return false;
  const shown = takingTurns(grid, starts, { replicas, least: Math.max(0, replicas - strategy.unavailable), most });
  if (shown === tooMany) return false;
  for (const counts of shown) known.add(countsKey(counts));
  return missing.every((counts) => known.has(countsKey(counts)));
}

function onePerNode(workload: Workload, cluster: Cluster): Placements {
  const single: Workload = { ...workload, spreads: [], exclusions: [], hostPorts: true };
  const grid = gridOf(single, cluster, Number.MAX_SAFE_INTEGER);
  // Of pools that grow only the nodes that are always there are sure.
  const counts = grid.leaves.map((leaf) => (cluster.cells[leaf.cell]?.nodes ?? 0) * leaf.perNode);
  const replicas = counts.reduce((sum, count) => sum + count, 0);
  const set = replicas > mostNodes ? nothingListed : { full: [counts], partial: [], exact: true, complete: true };
  return { grid, replicas, fresh: set, afterRollouts: set, afterFailure: set };
}
