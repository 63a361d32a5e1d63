import { type Counts, zoneVector } from '../placement/symmetry';
import { type Candidate, ratesOf } from './candidate';
import { coveringMember, memberMaker, type Rates } from './member';
import { type Member, or } from './series';
import type { Setting } from './setting';

/**
 * Zones of one node. It takes the same pods along as the zone does, of every workload, so for all of them together its loss is one event like that of the zone.
 */
export function singleNodeZones({ cluster }: Pick<Setting, 'cluster'>): ReadonlySet<number> {
  const nodes = cluster.zones.map((_, zone) =>
    cluster.cells.reduce((sum, cell) => (cell.zone === zone ? sum + (cell.growth?.nodes ?? cell.nodes) : sum), 0),
  );
  return new Set(nodes.flatMap((count, zone) => (count === 1 ? [zone] : [])));
}

/**
 * The same figures with the node of each such zone as part of the zone: beside others, what is lost at once is counted once.
 *
 * Exact by itself: a pod is down with its zone or else with the node, z + (1 - z) n.
 */
export function withNodesAsZones(setting: Setting, { counts, loads, single }: Candidate): Member {
  const rates = joined(setting, ratesOf(setting, counts).upper);
  return single ? memberMaker(setting, counts, rates)(loads) : coveringMember(setting, counts, rates);
}

function joined(setting: Setting, rates: Rates): Rates {
  const alone = singleNodeZones(setting);
  return {
    zone: rates.zone.map((q, zone) => (alone.has(zone) ? or(q, nodeOf(setting, rates, zone)) : q)),
    node: rates.node.map((q, leaf) => (alone.has(setting.grid.leaves[leaf]?.zone ?? -1) ? 0 : q)),
  };
}

function nodeOf({ grid }: Setting, { node }: Rates, zone: number): number {
  return Math.max(0, ...(grid.symmetry.leavesOfZone[zone] ?? []).map((leaf) => node[leaf] ?? 0));
}

/** For how long a placement misses a lost zone, and the only node of it. */
interface Reach {
  readonly zone: number;
  readonly node: number;
}

/**
 * Whether of any two placements one misses both a lost zone and its only node for longer. Then what reaches one lies within what reaches the other, and one figure for both
 * causes is right for them together; else it could be too small.
 */
export function isNested(placements: readonly { readonly setting: Setting; readonly counts: Counts }[]): boolean {
  const [first] = placements;
  if (!first) return true;
  const rates = placements.map(({ setting, counts }) => {
    const { leaves, zones } = setting.grid;
    return { setting, pods: zoneVector(leaves, zones, counts), upper: ratesOf(setting, counts).upper };
  });
  return [...singleNodeZones(first.setting)].every((zone) => {
    const reached = rates.filter(({ pods }) => (pods[zone] ?? 0) > 0);
    const reaches = reached.map(({ setting, upper }): Reach => ({ zone: upper.zone[zone] ?? 0, node: nodeOf(setting, upper, zone) }));
    const sorted = reaches.sort((a, b) => a.zone - b.zone || a.node - b.node);
    return sorted.every(({ node }, at) => node >= (sorted[at - 1]?.node ?? 0));
  });
}
