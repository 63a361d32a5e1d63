import type { Options } from '../options';
import { SEEDS_PER_TOPOLOGY, type Specification, specificationOf } from '../random/specification';
import { type Comparison, comparisons } from './row';

/** A specification and what is compared on it, each time freshly deployed. */
export interface Planned {
  readonly specification: Specification;
  readonly comparisons: readonly Comparison[];
}

/** Spreads the asked number of comparisons evenly over as many specifications as the largest number asks for. */
export function planned({ seed, single, counts }: Options): readonly Planned[] {
  const most = single ? 1 : Math.max(...Object.values(counts));
  const specifications = Array.from({ length: most }, (_, index) => specificationOf((seed + index) >>> 0));
  const chosen = new Map(
    comparisons.map((comparison) => [comparison, choose(specifications, comparison, single ? 1 : counts[comparison])]),
  );
  return specifications.map((specification) => ({
    specification,
    comparisons: comparisons.filter((comparison) => chosen.get(comparison)?.has(specification)),
  }));
}

/** The plan cut into parts of one topology each. */
export function byTopology(plan: readonly Planned[]): Planned[][] {
  const groups = new Map<number, Planned[]>();
  for (const it of plan) {
    const group = Math.floor(it.specification.seed / SEEDS_PER_TOPOLOGY);
    groups.set(group, [...(groups.get(group) ?? []), it]);
  }
  return [...groups.values()];
}

function choose(all: readonly Specification[], comparison: Comparison, count: number): ReadonlySet<Specification> {
  const able = all.filter((it) => tells(comparison, it));
  return new Set(able.filter((_, index) => Math.floor(((index + 1) * count) / able.length) > Math.floor((index * count) / able.length)));
}

/** Whether there is something to learn: a zone to lose beside others, a required spread that a rollout may break. */
function tells(comparison: Comparison, { topology, manifests }: Specification): boolean {
  if (comparison === 'zone loss') return topology.zones.length > 1;
  return comparison !== 'rollout' || JSON.stringify(manifests[0]).includes('DoNotSchedule');
}
