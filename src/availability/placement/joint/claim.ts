import { type Cluster, hostnameLabel } from '../../../cluster/cluster';
import { repels } from '../../workload/tolerations';
import type { Workload } from '../../workload/workload';
import { capOf } from '../bound';
import { accepts, activeOf, fitting, type Grid, gridOf, mostOnHost } from '../grid';
import { podsIn, takenBy } from '../room';

/**
 * What a workload's pods are doing while another pod looks for a node. `rest`: all stand, of one revision. `waiting`: one of them waits as well, perhaps amid a rollout.
 * `moving`: at any moment, pods on their way out included.
 */
export type Phase = 'rest' | 'waiting' | 'moving';

/** The most that the pods of a workload may take, by its own rules. Workloads of one shape share it. */
export interface Claim {
  /** The first of the workloads of that shape. */
  readonly workload: Workload;
  /** Among all claims on a cluster: equal claims share it. */
  readonly id: number;
  /** What one pod takes. */
  readonly requests: readonly (readonly [resource: string, amount: number])[];
  /** The most pods at a time. */
  readonly pods: Readonly<Record<Phase, number>>;
  /** The most pods on one node of each cell. */
  readonly perNode: readonly Readonly<Record<Phase, number>>[];
  /** The cells whose nodes take a pod. */
  readonly eligible: readonly number[];
  /** Its rules over domains larger than a node; a leaf is a cell. */
  readonly grid: Grid;
  /** The most pods that its controller makes, a rollout's surge included. */
  readonly most: number;
}

/** How much of a resource one pod of a claim takes. */
export function requestOf({ requests }: Claim, resource: string): number {
  for (const [name, amount] of requests) if (name === resource) return amount;
  return 0;
}

/** Nodes of a cell once its pool has grown. */
export function nodesOf(cluster: Cluster, cell: number): number {
  const { nodes = 0, growth } = cluster.cells[cell] ?? {};
  return growth?.nodes ?? nodes;
}

/** The claims of workloads, those of equal shape made once. */
export class Claims {
  readonly cluster: Cluster;
  private readonly known = new Map<string, Claim>();
  private readonly byWorkload = new WeakMap<Workload, Claim>();

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  of(workload: Workload): Claim {
    const before = this.byWorkload.get(workload);
    if (before) return before;
    const shape = shapeOf(workload, this.cluster);
    const claim = this.known.get(shape) ?? claimOf(workload, this.cluster, this.known.size);
    this.known.set(shape, claim);
    this.byWorkload.set(workload, claim);
    return claim;
  }
}

/** Everything of a workload that is read from its claim, as a text. */
function shapeOf(workload: Workload, cluster: Cluster): string {
  const { kind, replicas, peak, strategy, requests, hostPorts, storage, bypasses, priority, approximate, budgets } = workload;
  return JSON.stringify([
    [kind, replicas, peak, mostSurge(workload), strategy, requests, hostPorts, storage.pins, bypasses],
    [String(priority.least), String(priority.most), priority.preempts],
    // Which rule closes a cell decides whether a spread counts its nodes.
    cluster.cells.map(({ labels, taints }) => [
      workload.selection.selects(labels),
      storage.reaches(labels),
      repels(workload.tolerations, taints),
    ]),
    [approximate !== undefined, workload.unmodelled.length, workload.obstacles.length > 0, budgets.map((budget) => budget.allowed)],
    workload.spreads.map((it) => [it.key, it.maxSkew, it.minDomains, it.honorsAffinity, it.honorsTaints, it.selectsItself, it.perRevision]),
    workload.spreads.map((it) => it.countsAlso !== undefined),
    workload.exclusions.map((it) => [it.key, it.perRevision]),
  ]);
}

/** Pods beside its most that a rollout may add: a percentage counts for the most pods of an autoscaler. */
function mostSurge({ strategy, strategyAt, peak }: Workload): number {
  return Math.max(strategy.surge, strategyAt(peak).surge);
}

function claimOf(workload: Workload, cluster: Cluster, id: number): Claim {
  const isDaemon = workload.kind === 'DaemonSet';
  // A DaemonSet's rules close nodes and open none; rules that aren't known whole bound nothing.
  const ruled: Workload = isDaemon || workload.bypasses ? { ...workload, spreads: [], exclusions: [] } : workload;
  const surge = mostSurge(workload);
  const eligible = cluster.cells.flatMap((cell, index) => (accepts(workload, cell) && fitting(workload, cell) > 0 ? [index] : []));
  const peak = isDaemon ? eligible.reduce((sum, cell) => sum + nodesOf(cluster, cell), 0) : workload.peak;
  const most = peak + (isDaemon ? 0 : surge);
  const grid = gridOf(ruled, cluster, most, true);
  // Pods that may be bound and never get ready leave a rollout standing, with all that it has added.
  const mayStand = workload.obstacles.length > 0 || workload.unmodelled.length > 0;
  const pods = { rest: peak, waiting: mayStand ? most : Math.max(peak, most - 1), moving: most + peak };
  const limits = limitsPerHost(workload, cluster, most);
  const perNode = cluster.cells.map((cell, index) => {
    const fits = podsIn(cell.room, workload.requests);
    if (isDaemon) {
      const standing = mayStand && surge > 0 ? Math.min(fits, 2) : 1;
      return eligible.includes(index) ? { rest: 1, waiting: standing, moving: Math.min(fits, surge > 0 ? 3 : 2) } : nothing;
    }
    if (workload.bypasses) return { rest: fits, waiting: fits, moving: fits };
    if (!eligible.includes(index)) return nothing;
    const waiting = Math.min(fits, limits.all, pods.waiting);
    return {
      rest: isOfOneRevision(workload) ? Math.min(waiting, limits.ofOneRevision) : waiting,
      waiting,
      moving: Math.min(fits, pods.moving),
    };
  });
  return { workload, id, requests: takenBy(workload.requests), pods, perNode, eligible, grid, most };
}

/** The most pods on one node by the rules about hosts: of all revisions, and of one. */
function limitsPerHost(workload: Workload, cluster: Cluster, most: number): HostLimits {
  const spreads = activeOf(workload).filter(({ key }) => key === hostnameLabel);
  const own = workload.exclusions.filter(({ key }) => key === hostnameLabel);
  const least = (perRevision: boolean, pods: number) =>
    Math.min(
      ...spreads.filter((it) => it.perRevision === perRevision).map((it) => mostOnHost(it, workload, cluster, pods)),
      own.some((it) => it.perRevision === perRevision) ? 1 : Number.POSITIVE_INFINITY,
    );
  return { all: workload.hostPorts ? 1 : least(false, most), ofOneRevision: least(true, workload.peak) };
}

const nothing = { rest: 0, waiting: 0, moving: 0 };

/** Whether all pods are of the newest revision once nothing changes: a StatefulSet may keep old ones on purpose. */
function isOfOneRevision({ kind }: Workload): boolean {
  return kind === 'Deployment';
}

/** The most pods of a claim in some cells. */
export function podsWithin(claim: Claim, cells: readonly number[], phase: Phase, cluster: Cluster): number {
  const room = (cell: number) => nodesOf(cluster, cell) * (claim.perNode[cell]?.[phase] ?? 0);
  const inhabited = cells.filter((cell) => room(cell) > 0);
  let most = Math.min(
    claim.pods[phase],
    inhabited.reduce((sum, cell) => sum + room(cell), 0),
  );
  if (phase === 'moving') return most;
  const oneRevision = phase === 'rest' && isOfOneRevision(claim.workload);
  const { peak } = claim.workload;
  const bounds = [
    ...claim.grid.rules.map((rule) => ({
      ...rule,
      cap: capOf(rule, { all: claim.most, ofOneRevision: peak, outage: true }),
    })),
    ...claim.grid.limits.map((limit) => ({ ...limit, cap: 1 })),
  ];
  for (const { perRevision, domainOf, cap } of bounds) {
    if (perRevision && !oneRevision) continue;
    const domains = new Set(inhabited.map((cell) => domainOf[cell] ?? -1).filter((domain) => domain >= 0));
    const uncounted = inhabited.filter((cell) => (domainOf[cell] ?? -1) < 0).reduce((sum, cell) => sum + room(cell), 0);
    most = Math.min(most, domains.size * cap + uncounted);
  }
  return most;
}

/** How many pods one node takes by rules about hosts: of all revisions, and of one. */
interface HostLimits {
  readonly all: number;
  readonly ofOneRevision: number;
}

const limitsKnown = new WeakMap<Claim, HostLimits>();

/** The limits of a workload's own rules. */
export function hostLimits(claim: Claim): HostLimits {
  const limits = limitsKnown.get(claim) ?? hostLimitsOf(claim.workload);
  limitsKnown.set(claim, limits);
  return limits;
}

function hostLimitsOf(workload: Workload): HostLimits {
  const active = activeOf(workload).filter(({ key }) => key === hostnameLabel);
  const own = workload.exclusions.filter(({ key }) => key === hostnameLabel);
  const limits = [
    ...active.map(({ perRevision, maxSkew }) => ({ perRevision, most: maxSkew })),
    ...own.map(({ perRevision }) => ({ perRevision, most: 1 })),
  ];
  const least = (perRevision: boolean) =>
    Math.min(Number.POSITIVE_INFINITY, ...limits.filter((it) => it.perRevision === perRevision).map(({ most }) => most));
  return { all: workload.hostPorts ? 1 : least(false), ofOneRevision: least(true) };
}
