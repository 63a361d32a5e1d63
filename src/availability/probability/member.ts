import { unavailability } from '../../cluster/rate';
import type { Loads } from '../placement/arrangement';
import { type Counts, zoneVector } from '../placement/symmetry';
import { copiesPerValue, type Predicate } from '../workload/predicate';
import { envelope } from './envelope';
import { certainLoss, combined, type Fatal, type Loss, noLoss, zoneLoss } from './loss';
import { Conditions, mixed, mostZones, type Profile, type ZoneLosses } from './profile';
import type { Member } from './series';
import type { Setting } from './setting';

/** The share of time for which a leaf's node, or a zone, is down as a workload sees it. */
export interface Rates {
  readonly node: readonly number[];
  readonly zone: readonly number[];
}

/** What kills the service, as the sizes of the counters that are kept. */
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

/** Computes the figures of one placement's arrangements, which share most of their zones. */
export function memberMaker(setting: Setting, counts: Counts, rates: Rates): (loads: readonly Loads[]) => Member {
  const { cluster, grid, predicate } = setting;
  const fatal = fatalOf(predicate);
  const vector = zoneVector(grid.leaves, grid.zones, counts);
  const start = startOf(predicate, fatal, counts);
  const conditions = new Conditions(fatal, start);
  const known = new Map<string, ZoneLosses>();
  const crash = unavailability(cluster.crash);
  const lossesOf = (zone: number, loads: readonly Loads[], nodes: number): ZoneLosses => {
    const leaves = grid.symmetry.leavesOfZone[zone] ?? [];
    const key = `${zone} ${predicate.shards ? nodes : ''} ${leaves.map((leaf) => loads[leaf]?.join()).join(';')}`;
    const before = known.get(key);
    if (before) return before;
    const { perNode, perZone } = spreadOfCopies(predicate, vector, nodes);
    const loaded = leaves.flatMap((leaf) => (loads[leaf] ?? []).map((load) => ({ load, down: rates.node[leaf] ?? 0, crash })));
    const copies = loaded.reduce((sum, node) => sum + Math.min(node.load, perNode), 0);
    const losses = {
      up: zoneLoss(fatal, loaded, perNode, perZone),
      down: certainLoss(fatal, vector[zone] ?? 0, Math.min(copies, perZone)),
    };
    known.set(key, losses);
    return losses;
  };
  return (loads) => {
    const nodes = loads.reduce((sum, it) => sum + it.length, 0);
    const zones = vector.map((_, zone) => lossesOf(zone, loads, nodes));
    const profile = grid.zones <= mostZones ? conditions.profileOf(zones) : mixed(fatal, start, zones, rates.zone);
    return { profile, zoneDown: rates.zone };
  };
}

/** Pods that no node takes are lost from the start. */
function startOf(predicate: Predicate, fatal: Fatal, counts: Counts): Loss {
  const missing = predicate.replicas - counts.reduce((sum, count) => sum + count, 0);
  return missing > 0 ? combined(fatal, noLoss(fatal), certainLoss(fatal, missing, 0)) : noLoss(fatal);
}

/** An upper bound for all arrangements of a placement. */
export function coveringMember(setting: Setting, counts: Counts, rates: Rates): Member {
  const { cluster, grid, predicate } = setting;
  const zones = zoneVector(grid.leaves, grid.zones, counts);
  const { perZone } = spreadOfCopies(predicate, zones, 1);
  const perNode = Math.max(0, ...grid.leaves.map((leaf, index) => Math.min(leaf.perNode, counts[index] ?? 0)));
  const down = Math.max(0, ...rates.node);
  const copiesInZone = zones.map((pods) => Math.min(pods, perZone));
  const occupancy = { zones, perNode, down, crash: unavailability(cluster.crash), copiesInZone };
  const missing = predicate.replicas - zones.reduce((sum, count) => sum + count, 0);
  const profile: Profile = grid.zones <= mostZones ? envelope(fatalOf(predicate), missing, occupancy) : [1];
  return { profile, zoneDown: rates.zone };
}
