import type { Cluster } from '../../../cluster/cluster';
import { type Claim, type Phase, podsWithin } from './claim';
import { type Load, mostFilled, Pressure } from './pressure';
import type { Region } from './region';

const phases: readonly Phase[] = ['rest', 'waiting', 'moving'];

/** Pods altogether, and on one node. */
type Space = Pick<Load, 'pods' | 'perNode'>;

/** How many workloads have equal claims and are in the same phase. */
interface Group {
  readonly claim: Claim;
  readonly phase: Phase;
  count: number;
}

/** All that takes room on a cluster, equal claims counted together. */
export class Crowd {
  private readonly groups = new Map<number, Group>();
  private readonly sums = new Map<string, Loads>();
  private readonly spaces = new Map<string, Map<number, Space>>();
  private readonly cluster: Cluster;

  constructor(members: Iterable<{ readonly claim: Claim; readonly phase: Phase }>, cluster: Cluster) {
    this.cluster = cluster;
    for (const { claim, phase } of members) {
      const key = phases.indexOf(phase) + phases.length * claim.id;
      const group = this.groups.get(key);
      if (group) group.count++;
      else this.groups.set(key, { claim, phase, count: 1 });
    }
  }

  /**
   * How many nodes of a region all can fill so far that less than a pod's part of the resource is left; those of lower priority only where they don't yield.
   *
   * Pods are whole: what a pod takes beyond what fills its node fills no other, and a node is filled in steps of what all amounts have in common.
   */
  filled(region: Region, resource: string, least: number, others: readonly Load[], needed: number, nodes: number): number {
    if (needed <= 0) return nodes;
    if (!Number.isFinite(needed)) return 0;
    const all = this.loads(region, resource, least);
    const step = others.reduce((common, { count, amount }) => (count > 0 ? divisor(common, amount) : common), all.step);
    const whole = step > 0 ? Math.ceil(needed / step) * step : needed;
    const capped = (load: Load): Load => (load.amount > whole ? { ...load, amount: whole } : load);
    return mostFilled(this.pressure(all, whole), others.map(capped), whole, nodes);
  }

  /** What one claim can put on the nodes of a region. */
  load(claim: Claim, phase: Phase, region: Region, resource: string): Load {
    const amount = claim.requests.find(([name]) => name === resource)?.[1] ?? 0;
    return { count: 1, ...this.space(claim, phase, region), amount };
  }

  /** The most pods of a claim in a region. */
  private space(claim: Claim, phase: Phase, region: Region): Space {
    const cells = region.join();
    const inRegion = this.spaces.get(cells) ?? new Map<number, Space>();
    this.spaces.set(cells, inRegion);
    const key = phases.indexOf(phase) + phases.length * claim.id;
    const known = inRegion.get(key);
    if (known) return known;
    const perNode = Math.max(0, ...region.map((cell) => claim.perNode[cell]?.[phase] ?? 0));
    const space = { pods: podsWithin(claim, region, phase, this.cluster), perNode };
    inRegion.set(key, space);
    return space;
  }

  private loads(region: Region, resource: string, least: number): Loads {
    const key = `${region.join()} ${resource} ${least}`;
    const known = this.sums.get(key);
    if (known) return known;
    const standing = [...this.groups.values()].filter(({ claim }) => claim.workload.priority.most >= least);
    const loads = standing.map(({ claim, phase, count }) => ({ ...this.load(claim, phase, region, resource), count }));
    const found: Loads = {
      loads,
      step: loads.reduce((common, { amount, pods }) => (pods > 0 ? divisor(common, amount) : common), 0),
      largest: loads.reduce((most, { amount, pods }) => (pods > 0 ? Math.max(most, amount) : most), 0),
      pressures: new Map(),
    };
    this.sums.set(key, found);
    return found;
  }

  private pressure({ loads, largest, pressures }: Loads, needed: number): Pressure {
    const cap = Math.min(largest, needed);
    const known = pressures.get(cap);
    if (known) return known;
    const pressure = new Pressure(loads.map((load) => (load.amount > cap ? { ...load, amount: cap } : load)));
    pressures.set(cap, pressure);
    return pressure;
  }
}

/** What all put on the nodes of a region, of one resource. */
interface Loads {
  readonly loads: readonly Load[];
  /** The greatest common divisor of the amounts. */
  readonly step: number;
  readonly largest: number;
  /** By what fills a node. */
  readonly pressures: Map<number, Pressure>;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
