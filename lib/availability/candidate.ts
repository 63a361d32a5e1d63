import type { Cluster } from './cluster';
import { arrangements, even, type Loads } from './placement/arrangement';
import type { Grid } from './placement/grid';
import { afterNodeLoss, afterZoneLoss, type Moves, type Relocation } from './placement/relocation';
import { type Counts, zoneVector } from './placement/symmetry';
import { copiesPerValue, type Predicate } from './predicate';
import { envelope } from './probability/envelope';
import { certainLoss, combined, type Fatal, type Loss, noLoss, zoneLoss } from './probability/loss';
import { mixed, mostZones, type Profile, profileOf } from './probability/profile';
import type { Member } from './probability/series';
import { unavailability } from './rate';

/** One placement with the figures that follow from it: bounds that meet where all is known. */
export interface Candidate {
  readonly counts: Counts;
  readonly loads: readonly Loads[];
  readonly lower: Member;
  readonly upper: Member;
  /** False where `loads` is only one of the arrangements that `upper` covers. */
  readonly single: boolean;
}

/** What is the same for all placements of a workload. */
export interface Setting {
  readonly cluster: Cluster;
  readonly grid: Grid;
  readonly predicate: Predicate;
  readonly moves: Moves;
  /** Seconds until a pod runs elsewhere after a node's loss, infinite where it doesn't. */
  readonly failover: number;
  /** Whether room elsewhere is sure whatever other workloads do. */
  readonly roomIsSure: boolean;
}

const mostArrangements = 64;

/** What kills the service, given the placement. */
export function fatalOf(predicate: Predicate): Fatal {
  return { pods: Math.max(0, predicate.tolerated + 1), copies: predicate.shards?.copies };
}

/** How many copies of one shard a node and a zone hold at most in a placement. */
export function spreadOfCopies(predicate: Predicate, vector: readonly number[], nodes: number): { perNode: number; perZone: number } {
  const { shards } = predicate;
  if (!shards) return { perNode: Number.POSITIVE_INFINITY, perZone: Number.POSITIVE_INFINITY };
  const zones = vector.filter((count) => count > 0).length;
  return {
    perNode: shards.overNodes ? copiesPerValue(shards.copies, nodes) : Number.POSITIVE_INFINITY,
    perZone: shards.overZones ? copiesPerValue(shards.copies, zones) : Number.POSITIVE_INFINITY,
  };
}

/** All candidates of one placement: each way to put its pods on nodes, or one with bounds where there are too many. */
export function candidatesOf(setting: Setting, counts: Counts): readonly Candidate[] {
  const { byLeaf, complete } = arrangements(setting.grid, counts);
  const ways = byLeaf.reduce((product, alternatives) => product * Math.max(1, alternatives.length), 1);
  const rates = ratesOf(setting, counts);
  if (complete && ways <= mostArrangements) return product(byLeaf).map((loads) => candidate(setting, counts, loads, rates));
  const looked = [
    counts.map((count, leaf) => even(count, setting.grid.leaves[leaf]?.nodes ?? 0)),
    byLeaf.map((alternatives) => alternatives[0] ?? []),
  ];
  const upper = envelopeOf(setting, counts, rates.upper);
  return looked.map((loads) => ({ ...candidate(setting, counts, loads, rates), upper, single: false }));
}

function product(byLeaf: readonly (readonly Loads[])[]): readonly Loads[][] {
  return byLeaf.reduce<Loads[][]>((sofar, alternatives) => sofar.flatMap((loads) => alternatives.map((more) => [...loads, more])), [[]]);
}

/** The share of time for which a leaf's node, or a zone, is down as this workload sees it. */
interface Rates {
  readonly node: readonly number[];
  readonly zone: readonly number[];
}

function ratesOf(setting: Setting, counts: Counts): { lower: Rates; upper: Rates } {
  const { cluster, grid, moves, failover } = setting;
  const nodes = grid.leaves.map((leaf, index) => {
    const load = Math.min(counts[index] ?? 0, leaf.perNode, leaf.perNodeAndRevision);
    const failure = cluster.cells[leaf.cell]?.failure ?? 'never';
    const moved = failure === 'never' ? undefined : afterNodeLoss(grid, counts, index, load, moves);
    return shares(setting, moved, (cut) => unavailability(failure, cut), failover);
  });
  const zones = cluster.zones.map((zone, index) => {
    const moved = zone.failure === 'never' ? undefined : afterZoneLoss(grid, counts, index, moves);
    return shares(setting, moved, (cut) => unavailability(zone.failure, cut), failover + zone.nodes / cluster.times.evictionRate);
  });
  return {
    lower: { node: nodes.map((it) => it.lower), zone: zones.map((it) => it.lower) },
    upper: { node: nodes.map((it) => it.upper), zone: zones.map((it) => it.upper) },
  };
}

/** Fail-over shortens the outage for sure where every pod surely moves, and for all we know where any may. */
function shares(
  setting: Setting,
  moved: Relocation | undefined,
  share: (cut: number) => number,
  failover: number,
): { lower: number; upper: number } {
  const whole = share(Number.POSITIVE_INFINITY);
  if (!moved?.any) return { lower: whole, upper: whole };
  const short = share(failover);
  return { lower: short, upper: moved.all === 'guaranteed' && setting.roomIsSure ? short : whole };
}

function candidate(setting: Setting, counts: Counts, loads: readonly Loads[], rates: { lower: Rates; upper: Rates }): Candidate {
  const upper = memberOf(setting, counts, loads, rates.upper);
  const same = rates.lower.node.every((q, i) => q === rates.upper.node[i]) && rates.lower.zone.every((q, i) => q === rates.upper.zone[i]);
  return { counts, loads, upper, lower: same ? upper : memberOf(setting, counts, loads, rates.lower), single: true };
}

function memberOf(setting: Setting, counts: Counts, loads: readonly Loads[], rates: Rates): Member {
  const { cluster, grid, predicate } = setting;
  const fatal = fatalOf(predicate);
  const crash = unavailability(cluster.crash);
  const vector = zoneVector(grid.leaves, grid.zones, counts);
  const nodes = loads.reduce((sum, it) => sum + it.length, 0);
  const { perNode, perZone } = spreadOfCopies(predicate, vector, nodes);
  const zones = cluster.zones.map((_, zone) => {
    const leaves = grid.symmetry.leavesOfZone[zone] ?? [];
    const loaded = leaves.flatMap((leaf) => (loads[leaf] ?? []).map((load) => ({ load, down: rates.node[leaf] ?? 0, crash })));
    const copies = loaded.reduce((sum, node) => sum + Math.min(node.load, perNode), 0);
    return { up: zoneLoss(fatal, loaded, perNode, perZone), down: certainLoss(fatal, vector[zone] ?? 0, Math.min(copies, perZone)) };
  });
  const start = startOf(predicate, fatal, counts);
  if (grid.zones <= mostZones) return { profile: profileOf(fatal, start, zones), zoneDown: rates.zone };
  return { profile: mixed(fatal, start, zones, rates.zone), zoneDown: rates.zone };
}

/** Pods that no node takes are lost from the start. */
function startOf(predicate: Predicate, fatal: Fatal, counts: Counts): Loss {
  const missing = predicate.replicas - counts.reduce((sum, count) => sum + count, 0);
  return missing > 0 ? combined(fatal, noLoss(fatal), certainLoss(fatal, missing, 0)) : noLoss(fatal);
}

function envelopeOf(setting: Setting, counts: Counts, rates: Rates): Member {
  const { cluster, grid, predicate } = setting;
  const zones = zoneVector(grid.leaves, grid.zones, counts);
  const { perZone } = spreadOfCopies(predicate, zones, 1);
  const perNode = Math.max(0, ...grid.leaves.map((leaf, index) => Math.min(leaf.perNode, counts[index] ?? 0)));
  const crowd = {
    zones,
    perNode,
    down: Math.max(0, ...rates.node),
    crash: unavailability(cluster.crash),
    copiesInZone: zones.map((it) => Math.min(it, perZone)),
  };
  const missing = predicate.replicas - zones.reduce((sum, count) => sum + count, 0);
  const profile: Profile = grid.zones <= mostZones ? envelope(fatalOf(predicate), missing, crowd) : [1];
  return { profile, zoneDown: rates.zone };
}
