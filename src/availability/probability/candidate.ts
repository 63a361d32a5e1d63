import { type Failure, unavailability } from '../../cluster/rate';
import { arrangements, even, type Loads } from '../placement/arrangement';
import { afterNodeLoss, afterZoneLoss, atBestPossible, type Relocation } from '../placement/relocation';
import type { Counts } from '../placement/symmetry';
import { coveringMember, memberMaker, type Rates } from './member';
import type { Member } from './series';
import type { Setting } from './setting';

/** One placement with the figures that follow from it: bounds that meet where all is known. */
export interface Candidate {
  readonly counts: Counts;
  readonly loads: readonly Loads[];
  readonly lower: Member;
  readonly upper: Member;
  /** False where `loads` is only one of the arrangements that `upper` covers. */
  readonly single: boolean;
}

const mostArrangements = 64;

/** All candidates of one placement: each way to put its pods on nodes, or one with bounds where there are too many. */
export function candidatesOf(setting: Setting, counts: Counts): readonly Candidate[] {
  const { byLeaf, complete } = arrangements(setting.grid, counts);
  const ways = byLeaf.reduce((product, alternatives) => product * Math.max(1, alternatives.length), 1);
  const rates = ratesOf(setting, counts);
  const same = rates.lower.node.every((q, i) => q === rates.upper.node[i]) && rates.lower.zone.every((q, i) => q === rates.upper.zone[i]);
  const upperOf = memberMaker(setting, counts, rates.upper);
  const lowerOf = memberMaker(setting, counts, rates.lower);
  const candidate = (loads: readonly Loads[]): Candidate => {
    const upper = upperOf(loads);
    return { counts, loads, upper, lower: same ? upper : lowerOf(loads), single: true };
  };
  if (complete && ways <= mostArrangements) return product(byLeaf).map(candidate);
  const evenly = counts.map((count, leaf) => even(count, setting.grid.leaves[leaf]?.nodes ?? 0));
  const crowded = byLeaf.map((alternatives) => alternatives[0] ?? []);
  const upper = coveringMember(setting, counts, rates.upper);
  return [evenly, crowded].map((loads) => ({ ...candidate(loads), upper, single: false }));
}

function product(byLeaf: readonly (readonly Loads[])[]): readonly Loads[][] {
  return byLeaf.reduce<Loads[][]>((sofar, alternatives) => sofar.flatMap((loads) => alternatives.map((more) => [...loads, more])), [[]]);
}

/** The share of time for which a node of each leaf, and each zone, is away: bounds, as its pods may move or not. */
export function ratesOf(setting: Setting, counts: Counts): { lower: Rates; upper: Rates } {
  const { cluster, grid } = setting;
  const nodes = grid.leaves.map((leaf, index) => {
    const failure = cluster.cells[leaf.cell]?.failure ?? 'never';
    return shares(failure, failure === 'never' ? whole : untilNodeIsLeft(setting, counts, index), setting.late);
  });
  const zones = cluster.zones.map(({ failure }, index) =>
    shares(failure, failure === 'never' ? whole : untilZoneIsLeft(setting, counts, index), setting.late),
  );
  return {
    lower: { node: nodes.map((it) => it.lower), zone: zones.map((it) => it.lower) },
    upper: { node: nodes.map((it) => it.upper), zone: zones.map((it) => it.upper) },
  };
}

/** Seconds, at least and at most, until the pods of something that is lost run elsewhere; infinite where they wait for it. */
interface Until {
  readonly lower: number;
  readonly upper: number;
}

const whole: Until = { lower: Number.POSITIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** After the loss of the fullest node of a leaf. */
export function untilNodeIsLeft(setting: Setting, counts: Counts, leaf: number): Until {
  const { grid, moves, failover } = setting;
  const { perNode = 0, perNodeAndRevision = 0, cell = -1 } = grid.leaves[leaf] ?? {};
  const found = afterNodeLoss(grid, counts, leaf, Math.min(counts[leaf] ?? 0, perNode, perNodeAndRevision), moves);
  // It may be lost while a zone is away.
  return until(setting, moves.held.cells.has(cell) ? atBestPossible(found) : found, failover);
}

/** After the loss of a zone, whose pods are evicted one node after the other. */
export function untilZoneIsLeft(setting: Setting, counts: Counts, zone: number): Until {
  const { cluster, grid, moves, failover } = setting;
  const { evictionRate } = cluster.times;
  const fewest = cluster.zones[zone]?.nodes ?? 0;
  const most = cluster.cells.reduce((sum, cell) => sum + (cell.zone === zone ? (cell.growth?.nodes ?? cell.nodes) : 0), 0);
  const evicted = { lower: failover.lower + fewest / evictionRate, upper: failover.upper + most / evictionRate };
  return until(setting, afterZoneLoss(grid, counts, zone, moves), evicted);
}

/** Pods move for sure where every one of them surely does, and for all we know where any may. */
function until(setting: Setting, { any, all }: Relocation, failover: Setting['failover']): Until {
  if (!any) return whole;
  return { lower: failover.lower, upper: all === 'guaranteed' && setting.roomIsSure ? failover.upper : Number.POSITIVE_INFINITY };
}

/** Pods that wait for a repair start after it. */
function shares(failure: Failure, { lower, upper }: Until, late: number): { lower: number; upper: number } {
  const longer = failure === 'never' || late === 0 ? failure : { ...failure, mttr: failure.mttr + late };
  return { lower: unavailability(failure, lower), upper: unavailability(longer, upper) };
}
