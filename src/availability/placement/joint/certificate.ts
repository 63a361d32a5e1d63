import { type Cell, type Cluster, hostnameLabel, offered } from '../../../cluster/cluster';
import { type Claim, hostLimits, nodesOf, type Phase, podsWithin } from './claim';
import type { Load } from './pressure';
import { ownWithin, type Region, regionsOf } from './region';

/** What the certificate asks of the others. */
export interface Others {
  /** A bound of the nodes that they fill together with an amount, wherever they stand: quickly found, and mostly enough. */
  readonly atMost: (resource: string, own: number, needed: number) => number;
  /** The most that they put on k nodes of a region, of one resource; rivals and the workload itself are left out. */
  readonly filled: (region: Region, resource: string, own: Load, needed: number, nodes: number) => number;
  /** Those that no node may have beside the workload's pods. */
  readonly rivals: readonly { readonly key: string; readonly claim: Claim; readonly phase: Phase }[];
}

/** What is out of service while a pod looks for a node: one node of each region, or a zone as well. */
export type Outage = 'nothing' | 'node' | 'zone';

/** Why no node is sure to take a pod of the workload: a resource that others can use up, or pods that it may not be near. */
export interface Shortfall {
  readonly region: Region;
  /** The resource of which most nodes can run out; undefined where only rivals are in the way. */
  readonly resource?: string;
  /** Nodes that are missing. */
  readonly nodes: number;
}

/**
 * Whether a pod of a workload that waits surely has a node to go to, however the others stand: in each region that its rules over zones may leave it, some node that
 * none of these can take away, counted at their worst: its own rules about hosts, rivals, and the room that all others and its own pods can fill.
 *
 * Where its rules leave it one node only, every node has to be open. Whether they leave it one at all is not asked then: that is known of a workload by itself.
 *
 * @param alone whether that isn't known, and has to follow as well
 * @returns undefined where that is sure
 */
export function shortfallOf(
  claim: Claim,
  others: Others,
  phase: Phase,
  outage: Outage,
  cluster: Cluster,
  alone = false,
): Shortfall | undefined {
  const regions = regionsOf(claim, cluster);
  if (claim.eligible.length === 0 || (claim.pods.rest === 0 && claim.workload.kind !== 'DaemonSet')) return undefined;
  const certificate = new Certificate(claim, others, phase, cluster);
  const single = claim.workload.kind === 'DaemonSet' || claim.workload.storage.pins === 'node';
  const worst = single ? undefined : largest(regions.flatMap((region) => certificate.missing(region, outage) ?? []));
  if (!single && (alone || worst === undefined)) return worst;
  const closed = claim.eligible.flatMap((cell) => certificate.closed(cell) ?? []);
  return closed.length === 0 ? undefined : (worst ?? closed[0]);
}

function largest(shortfalls: readonly Shortfall[]): Shortfall | undefined {
  return [...shortfalls].sort((a, b) => b.nodes - a.nodes)[0];
}

interface Filled {
  readonly nodes: number;
  readonly resource?: string;
}

/**
 * The most nodes on which a workload's own rules let no more of its pods stand, each with so many of them, and further ones that a second rule may close.
 */
interface Limits {
  readonly most: number;
  readonly perNode: number;
  readonly further: number;
}

interface View {
  /** Nodes. */
  readonly all: number;
  /** The most pods of the workload itself. */
  readonly own: number;
  readonly limits: Limits;
  /** By request, what closes a node. */
  readonly needed: readonly number[];
}

/** A region is of one claim, and so of one cluster. */
const views = new WeakMap<Region, Map<Phase, View>>();

const noLimit: Limits = { most: 0, perNode: 1, further: 0 };

/** Nodes that are exhausted one by one; past them all are at once, which is safe. */
const mostTried = 20;

class Certificate {
  private readonly claim: Claim;
  private readonly others: Others;
  private readonly phase: Phase;
  private readonly cluster: Cluster;

  constructor(claim: Claim, others: Others, phase: Phase, cluster: Cluster) {
    this.claim = claim;
    this.others = others;
    this.phase = phase;
    this.cluster = cluster;
  }

  /** The nodes that a region lacks to have one surely open. */
  missing(region: Region, outage: Outage): Shortfall | undefined {
    const { all, own, limits, needed } = this.view(region);
    const open = all - this.lost(region, outage) - this.rivalsIn(region);
    if (open - this.atMost(own, needed) - limits.further - limits.most >= 1) return undefined;
    const atOnce = this.filled(region, own, all);
    if (open - atOnce.nodes - limits.further - limits.most >= 1) return undefined;
    // A pod that exhausts its node for its own workload doesn't fill another: so one after the other is tried.
    let worst: Filled = { nodes: 0 };
    for (let exhausted = 0; exhausted <= limits.most; exhausted++) {
      const found = limits.most > mostTried ? atOnce : this.filled(region, own - exhausted * limits.perNode, all);
      const taken = found.nodes + limits.further + (limits.most > mostTried ? limits.most : exhausted);
      if (taken > worst.nodes) worst = { nodes: taken, resource: found.resource };
    }
    return open - worst.nodes >= 1 ? undefined : { region, resource: worst.resource, nodes: 1 - (open - worst.nodes) };
  }

  /** What is the same of a region whatever the others do. */
  private view(region: Region): View {
    const known = views.get(region) ?? new Map<Phase, View>();
    views.set(region, known);
    const before = known.get(this.phase);
    if (before) return before;
    const own = this.own(region);
    const needed = this.claim.requests.map(([resource, amount]) => this.needed(region, resource, amount));
    const found = { all: this.nodes(region), own, limits: this.limitsIn(region, own), needed };
    known.set(this.phase, found);
    return found;
  }

  /** A bound of the nodes that can be left with too little of something. */
  private atMost(own: number, needed: readonly number[]): number {
    return this.claim.requests.reduce(
      (nodes, [resource, amount], at) => nodes + this.others.atMost(resource, own * amount, needed[at] as number),
      0,
    );
  }

  /** How many nodes of a region can be left with too little of something, so many own pods among them, and what they lack most. */
  private filled(region: Region, own: number, nodes: number): Filled {
    let filled = 0;
    let [tightest, most]: [string | undefined, number] = [undefined, 0];
    // A node with as many own pods as its rules allow is counted as exhausted: any other has fewer.
    const perNode = Math.min(own, hostLimits(this.claim).all - 1);
    for (const [resource, amount] of this.claim.requests) {
      const load: Load = { count: 1, pods: own, perNode, amount };
      const count = this.others.filled(region, resource, load, this.needed(region, resource, amount), nodes);
      filled += count;
      if (count > most) [tightest, most] = [resource, count];
    }
    return { nodes: filled, resource: tightest };
  }

  /** Whether a node of a cell may be closed to a pod that the workload's own rules let stand there. */
  closed(cell: number): Shortfall | undefined {
    const region = [cell];
    if (this.rivalsIn(region) > 0) return { region, nodes: 1 };
    const perNode = this.claim.workload.kind === 'DaemonSet' ? this.beside() : this.standing(cell);
    for (const [resource, amount] of this.claim.requests) {
      const load: Load = { count: 1, pods: perNode, perNode, amount };
      if (this.others.filled(region, resource, load, this.needed(region, resource, amount), 1) > 0) return { region, resource, nodes: 1 };
    }
    return undefined;
  }

  /** Own pods that a node may have while another waits. Where it has all of them, the others have none: unless it is the only one, it isn't the one that has to be open. */
  private standing(cell: number): number {
    return this.nodes(this.claim.eligible) === 1 ? this.own([cell]) : (this.claim.perNode[cell]?.[this.phase] ?? 1) - 1;
  }

  /** Pods of a DaemonSet that a node may have while it takes one more. */
  private beside(): number {
    const surges = this.claim.most > this.claim.pods.rest || this.claim.workload.strategy.surge > 0;
    return (surges ? 1 : 0) + (this.phase === 'moving' ? 1 : 0);
  }

  private nodes(region: Region): number {
    return region.reduce((sum, cell) => sum + nodesOf(this.cluster, cell), 0);
  }

  private lost(region: Region, outage: Outage): number {
    if (outage === 'nothing') return 0;
    const zones = new Map<number, number>();
    for (const cell of region) {
      const zone = this.cluster.cells[cell]?.zone ?? 0;
      zones.set(zone, (zones.get(zone) ?? 0) + nodesOf(this.cluster, cell));
    }
    // A region of one zone is lost with it, and so are the pods that wait for it.
    return outage === 'zone' && zones.size > 1 ? Math.max(1, ...zones.values()) : 1;
  }

  /** The most own pods in a region that takes one more. */
  private own(region: Region): number {
    const { workload, pods, most: wanted } = this.claim;
    const most = this.phase === 'moving' ? pods.moving : (this.phase === 'rest' ? workload.replicas : wanted) - 1;
    const within = Math.min(most, podsWithin(this.claim, region, this.phase, this.cluster));
    return this.phase === 'moving' ? within : Math.min(within, ownWithin(this.claim, region, most, false));
  }

  /**
   * The most nodes of a region on which the workload's own rules about hosts let no more of its pods stand, each with so many of them, and further ones that a second
   * rule may close.
   */
  private limitsIn(region: Region, own: number): Limits {
    const { all, ofOneRevision } = hostLimits(this.claim);
    const { peak, replicas } = this.claim.workload;
    const newest = ownWithin(this.claim, region, Math.max(0, (this.phase === 'rest' ? replicas : peak) - 1), true);
    const standing = this.phase === 'moving' ? Math.min(own, this.claim.most - 1) : own;
    // Where the limit of all pods is the lower one, a node that is full of one revision is full of all.
    if (all <= ofOneRevision) return Number.isFinite(all) ? { most: Math.floor(standing / all), perNode: all, further: 0 } : noLimit;
    return {
      most: Math.floor(Math.min(own, newest) / ofOneRevision),
      perNode: ofOneRevision,
      further: Math.floor(standing / all),
    };
  }

  private rivalsIn(region: Region): number {
    let nodes = 0;
    for (const { key, claim, phase } of this.others.rivals)
      nodes += key === hostnameLabel ? podsWithin(claim, region, phase, this.cluster) : this.shunned(region, key, claim, phase);
    return nodes;
  }

  /** The most nodes of a region in domains where pods of a rival may run. */
  private shunned(region: Region, key: string, rival: Claim, phase: Phase): number {
    const domainOf = (cell: number) => this.cluster.cells[cell]?.labels.get(key);
    const inhabited = new Set(rival.perNode.flatMap((most, cell) => (most[phase] > 0 ? (domainOf(cell) ?? []) : [])));
    const domains = new Map<string, number>();
    for (const cell of region) {
      const value = domainOf(cell);
      if (value !== undefined && inhabited.has(value)) domains.set(value, (domains.get(value) ?? 0) + nodesOf(this.cluster, cell));
    }
    const largestFirst = [...domains.values()].sort((a, b) => b - a);
    return largestFirst.slice(0, rival.pods[phase]).reduce((sum, nodes) => sum + nodes, 0);
  }

  /** What has to be on a node of a region at least so that it doesn't take one more pod. */
  private needed(region: Region, resource: string, amount: number): number {
    return Math.min(...region.map((cell) => offered((this.cluster.cells[cell] as Cell).room, resource) - amount + 1));
  }
}
