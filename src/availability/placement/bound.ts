import type { Grid, SpreadRule } from './grid';
import { type Counts, canonical, countsKey } from './symmetry';

/** Placements that a bound lists before it gives up: fewer of many pods, as each costs more. */
const limitOf = (replicas: number) => Math.max(50, Math.min(1_500, Math.floor(15_000 / replicas)));

/**
 * The most pods in one of D domains with skew s while at most T pods stand: floor((T + (D - 1) s) / D).
 *
 * A pod is bound to a domain of c - 1 pods only where c <= minimum + s, and the other D - 1 domains hold at least the minimum each: c + (D - 1)(c - s) <= T. Removing
 * pods only lowers a domain, so the bound outlasts rollouts and failures (docs/availability.md, Where the pods may run).
 */
function mostInOneDomain(pods: number, domains: number, maxSkew: number): number {
  return domains <= 1 ? pods : Math.floor((pods + (domains - 1) * maxSkew) / domains);
}

/** A set that holds every placement of some replicas, larger than what can be reached where the search was too long. */
export interface Bounded {
  readonly counts: readonly Counts[];
  /** Whether the set was listed whole; else only its most even and its fullest members are. */
  readonly complete: boolean;
  /** Whether the set holds a placement, listed or not. */
  readonly holds: (counts: Counts) => boolean;
}

/** The most pods that stand at any time, of all revisions and of one, and whether a zone may be lost meanwhile. */
export interface Crowding {
  readonly all: number;
  readonly ofOneRevision: number;
  readonly outage: boolean;
}

/** All placements that keep the bound of each rule. */
export function bounded(grid: Grid, replicas: number, crowding: Crowding): Bounded {
  const caps = grid.leaves.map((leaf, index) =>
    grid.rules.reduce(
      (cap, rule) => ((rule.domainOf[index] ?? -1) >= 0 ? Math.min(cap, capOf(rule, crowding)) : cap),
      Math.min(replicas, leaf.nodes * Math.min(leaf.perNode, leaf.perNodeAndRevision)),
    ),
  );
  const found = new Map<string, Counts>();
  const limit = limitOf(Math.max(1, replicas));
  let steps = 0;
  const fill = (leaf: number, left: number, state: number[]): boolean => {
    if (++steps > 60 * limit || found.size > limit) return false;
    if (leaf === grid.leaves.length) {
      if (left > 0 || !keeps(grid, state, crowding)) return true;
      const representative = canonical(grid.symmetry, [...state]);
      found.set(countsKey(representative), representative);
      return true;
    }
    for (let count = Math.min(left, caps[leaf] as number); count >= 0; count--) {
      state[leaf] = count;
      if (!fill(leaf + 1, left - count, state)) return false;
    }
    return true;
  };
  const complete = fill(0, replicas, new Array<number>(grid.leaves.length).fill(0));
  const holds = (counts: Counts) => counts.every((count, leaf) => count <= (caps[leaf] as number)) && keeps(grid, counts, crowding);
  return { counts: complete ? [...found.values()] : extremes(grid, caps, replicas), complete, holds };
}

/** The most pods that a rule lets stand in one of its domains. */
export function capOf(rule: SpreadRule, { all, ofOneRevision, outage }: Crowding): number {
  if (rule.domains < rule.minDomains) return rule.maxSkew;
  return mostInOneDomain(rule.perRevision ? ofOneRevision : all, rule.domains - (outage ? rule.absent : 0), rule.maxSkew);
}

function keeps(grid: Grid, state: Counts, crowding: Crowding): boolean {
  const within = (domainOf: readonly number[], cap: number): boolean => {
    const sums = new Map<number, number>();
    state.forEach((count, leaf) => {
      sums.set(domainOf[leaf] ?? -1, (sums.get(domainOf[leaf] ?? -1) ?? 0) + count);
    });
    sums.delete(-1);
    return [...sums.values()].every((sum) => sum <= cap);
  };
  return (
    grid.rules.every((rule) => within(rule.domainOf, capOf(rule, crowding))) && grid.limits.every(({ domainOf }) => within(domainOf, 1))
  );
}

/** The fullest placements: one for each zone, which gets all that it can hold; and the most even one. */
function extremes(grid: Grid, caps: readonly number[], replicas: number): Counts[] {
  const { leaves, symmetry } = grid;
  const fullest = symmetry.leavesOfZone.map((first) => {
    const others = leaves.flatMap((_, leaf) => (first.includes(leaf) ? [] : [leaf]));
    const counts = new Array<number>(caps.length).fill(0);
    let left = replicas;
    for (const leaf of [...first, ...others]) {
      counts[leaf] = Math.min(left, caps[leaf] as number);
      left -= counts[leaf];
    }
    return counts;
  });
  const even = new Array<number>(caps.length).fill(0);
  for (let pod = 0; pod < replicas; pod++) {
    const open = even.flatMap((count, leaf) => (count < (caps[leaf] as number) ? [leaf] : []));
    const least = open.sort((a, b) => (even[a] as number) - (even[b] as number))[0];
    if (least !== undefined) even[least] = (even[least] ?? 0) + 1;
  }
  const found = [...fullest, even].map((counts) => canonical(grid.symmetry, counts));
  return [...new Map(found.map((counts) => [countsKey(counts), counts])).values()];
}
