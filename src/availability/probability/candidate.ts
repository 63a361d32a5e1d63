import { unavailability } from '../../cluster/rate';
import { arrangements, even, type Loads } from '../placement/arrangement';
import { afterNodeLoss, afterZoneLoss, type Relocation } from '../placement/relocation';
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
  const { cluster, grid, moves, failover } = setting;
  const nodes = grid.leaves.map((leaf, index) => {
    const load = Math.min(counts[index] ?? 0, leaf.perNode, leaf.perNodeAndRevision);
    const failure = cluster.cells[leaf.cell]?.failure ?? 'never';
    const moved = failure === 'never' ? undefined : afterNodeLoss(grid, counts, index, load, moves);
    return shares(setting, moved, (cut) => unavailability(failure, cut), failover);
  });
  const zones = cluster.zones.map((zone, index) => {
    const moved = zone.failure === 'never' ? undefined : afterZoneLoss(grid, counts, index, moves);
    const { lower, upper } = failover;
    const most = cluster.cells.reduce((sum, cell) => sum + (cell.zone === index ? (cell.growth?.nodes ?? cell.nodes) : 0), 0);
    const { evictionRate } = cluster.times;
    const evicted = { lower: lower + zone.nodes / evictionRate, upper: upper + most / evictionRate };
    return shares(setting, moved, (cut) => unavailability(zone.failure, cut), evicted);
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
  failover: Setting['failover'],
): { lower: number; upper: number } {
  const whole = share(Number.POSITIVE_INFINITY);
  if (!moved?.any) return { lower: whole, upper: whole };
  return { lower: share(failover.lower), upper: moved.all === 'guaranteed' && setting.roomIsSure ? share(failover.upper) : whole };
}
