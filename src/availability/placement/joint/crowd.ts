import type { Cluster } from '../../../cluster/cluster';
import { type Claim, type Phase, podsWithin, requestOf } from './claim';
import { type Load, mostFilled, Pressure } from './pressure';
import type { Region } from './region';

/** Pods altogether, and on one node. */
type Space = Pick<Load, 'pods' | 'perNode'>;

/** How many workloads have equal claims and are in the same phase. */
interface Group {
  readonly claim: Claim;
  readonly phase: Phase;
  readonly count: number;
}

/** A claim is of one cluster. */
const spaces = new WeakMap<Claim, Map<string, Space>>();

/** All that takes room on a cluster, equal claims counted together. */
export class Crowd {
  private readonly groups: readonly Group[];
  private readonly sums = new Map<string, Loads>();
  private readonly totals = new Map<string, number>();
  private readonly cluster: Cluster;

  constructor(groups: readonly Group[], cluster: Cluster) {
    this.cluster = cluster;
    this.groups = groups.filter(({ count }) => count > 0);
  }

  /** A bound of the nodes that all can fill together with some more, wherever they stand and whoever yields: as many as what all of them take is enough for. */
  atMostFilled(resource: string, own: number, others: readonly Omit<Group, 'count'>[], needed: number): number {
    if (needed <= 0) return Number.POSITIVE_INFINITY;
    if (!Number.isFinite(needed)) return 0;
    const more = others.reduce((sum, { claim, phase }) => sum + takes(claim, phase, resource), own);
    return Math.floor((this.total(resource) + more) / needed);
  }

  private total(resource: string): number {
    const known = this.totals.get(resource);
    if (known !== undefined) return known;
    const total = this.groups.reduce((sum, { claim, phase, count }) => sum + count * takes(claim, phase, resource), 0);
    this.totals.set(resource, total);
    return total;
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
    return { count: 1, ...this.space(claim, phase, region), amount: requestOf(claim, resource) };
  }

  /** The most pods of a claim in a region: the same in every crowd. */
  private space(claim: Claim, phase: Phase, region: Region): Space {
    const known = spaces.get(claim) ?? new Map<string, Space>();
    spaces.set(claim, known);
    const key = `${phase} ${region.join()}`;
    const before = known.get(key);
    if (before) return before;
    const perNode = Math.max(0, ...region.map((cell) => claim.perNode[cell]?.[phase] ?? 0));
    const space = { pods: podsWithin(claim, region, phase, this.cluster), perNode };
    known.set(key, space);
    return space;
  }

  private loads(region: Region, resource: string, least: number): Loads {
    const key = `${region.join()} ${resource} ${least}`;
    const known = this.sums.get(key);
    if (known) return known;
    const standing = this.groups.filter(({ claim }) => claim.workload.priority.most >= least);
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

/** What all pods of a claim take of a resource at most. */
function takes(claim: Claim, phase: Phase, resource: string): number {
  const amount = requestOf(claim, resource);
  return amount > 0 && claim.pods[phase] > 0 ? amount * claim.pods[phase] : 0;
}
