import type { Cluster } from '../../../cluster/cluster';
import type { Claim } from './claim';

/** Cells that a workload's rules over zones and the like can't tell apart: they take its next pod all or none. */
export type Region = readonly number[];

const known = new WeakMap<Claim, readonly Region[]>();

/** The regions of a claim: a volume that holds a pod to its zone makes each zone one. */
export function regionsOf(claim: Claim, cluster: Cluster): readonly Region[] {
  const regions = known.get(claim) ?? regionsIn(cluster, claim);
  known.set(claim, regions);
  return regions;
}

function regionsIn(cluster: Cluster, { eligible, grid, workload }: Claim): readonly Region[] {
  const regions = new Map<string, number[]>();
  for (const cell of eligible) {
    const domains = [...grid.rules, ...grid.limits].map(({ domainOf }) => domainOf[cell]);
    const zone = workload.storage.pins === 'free' ? '' : cluster.cells[cell]?.zone;
    const key = `${zone} ${domains.join(' ')}`;
    regions.set(key, [...(regions.get(key) ?? []), cell]);
  }
  return [...regions.values()];
}

/**
 * The most own pods in a region that takes the next one: with P pods over D domains one of them takes another only while it holds at most
 * floor((P + (D - 1)(s - 1)) / D), s being the skew.
 */
export function ownWithin({ grid }: Claim, [cell = -1]: Region, pods: number, perRevision: boolean): number {
  let most = pods;
  for (const rule of grid.rules) {
    if (rule.perRevision !== perRevision || (rule.domainOf[cell] ?? -1) < 0) continue;
    const domains = rule.domains - rule.absent;
    if (rule.domains < rule.minDomains) most = Math.min(most, rule.maxSkew - 1);
    else if (domains > 0) most = Math.min(most, Math.floor((pods + (domains - 1) * (rule.maxSkew - 1)) / domains));
  }
  return most;
}
