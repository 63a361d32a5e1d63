import type { Cluster } from '../../../cluster/cluster';
import { type Claim, type Phase, podsWithin } from './claim';
import { type Load, mostFilled, Pressure } from './pressure';
import type { Region } from './region';

/** How many workloads have equal claims and are in the same phase. */
interface Group {
  readonly claim: Claim;
  readonly phase: Phase;
  count: number;
}

/** All that takes room on a cluster, equal claims counted together. */
export class Crowd {
  private readonly groups = new Map<string, Group>();
  private readonly pressures = new Map<string, Pressure>();
  private readonly loads = new Map<string, Load>();
  private readonly cluster: Cluster;

  constructor(members: Iterable<{ readonly claim: Claim; readonly phase: Phase }>, cluster: Cluster) {
    this.cluster = cluster;
    for (const { claim, phase } of members) {
      const key = `${phase} ${claim.key}`;
      const group = this.groups.get(key);
      if (group) group.count++;
      else this.groups.set(key, { claim, phase, count: 1 });
    }
  }

  /** How many nodes of a region all can fill so far that less than a pod's part of the resource is left; those of lower priority only where they don't yield. */
  filled(region: Region, resource: string, least: number, others: readonly Load[], needed: number, nodes: number): number {
    return mostFilled(this.pressure(region, resource, least), others, needed, nodes);
  }

  /** What one claim can put on the nodes of a region. */
  load(claim: Claim, phase: Phase, region: Region, resource: string): Load {
    const key = `${region.join()} ${resource} ${phase} ${claim.key}`;
    const known = this.loads.get(key);
    if (known) return known;
    const amount = claim.requests.find(([name]) => name === resource)?.[1] ?? 0;
    const perNode = Math.max(0, ...region.map((cell) => claim.perNode[cell]?.[phase] ?? 0));
    const load = { count: 1, pods: podsWithin(claim, region, phase, this.cluster), perNode, amount };
    this.loads.set(key, load);
    return load;
  }

  private pressure(region: Region, resource: string, least: number): Pressure {
    const key = `${region.join()} ${resource} ${least}`;
    const known = this.pressures.get(key);
    if (known) return known;
    const standing = [...this.groups.values()].filter(({ claim }) => claim.workload.priority.most >= least);
    const pressure = new Pressure(standing.map(({ claim, phase, count }) => ({ ...this.load(claim, phase, region, resource), count })));
    this.pressures.set(key, pressure);
    return pressure;
  }
}
