import { type Cell, type Cluster, hostnameLabel, offered } from '../../../cluster/cluster';
import { type Claim, nodesOf, podsWithin, requestOf } from './claim';
import type { Rival } from './rivals';

/** One of those that compete for nodes. */
export interface Member {
  readonly id: string;
  readonly claim: Claim;
  readonly rivals: readonly Rival[];
}

/** More pods than there is room for, whatever the scheduler chooses: in every order some of them wait indefinitely, and the order decides whose. */
export interface Overcrowding {
  /** What there is too little of: a resource, or domains of a label for pods that may not share one. */
  readonly resource?: string;
  readonly key?: string;
  /** What the pods ask for, and what there is of it: pods, or amounts of the resource. */
  readonly wanted: number;
  readonly offered: number;
  readonly unit: 'pods' | 'amount';
  /** What each of the pods requests at least. */
  readonly least?: number;
  readonly members: readonly string[];
  /** The DaemonSets that take their part of each node before. */
  readonly beside: readonly string[];
}

/**
 * Finds out whether the pods of a workload and those that can go nowhere else are certainly too many: more than a third, half, ... of a node each than nodes hold of
 * them, more altogether than there is, or more that exclude each other than nodes.
 *
 * @param extra pods of the workload beside its replicas: the one that a rolling update starts
 */
export function overcrowding(subject: Member, all: readonly Member[], extra: number, cluster: Cluster): Overcrowding | undefined {
  const cells = new Set(subject.claim.eligible);
  const isDaemon = byClaim(({ claim }) => claim.workload.kind === 'DaemonSet' && !yields(claim, subject.claim));
  const isBound = byClaim(
    ({ claim }) =>
      claim.workload.kind !== 'DaemonSet' &&
      stays(claim) &&
      !yields(claim, subject.claim) &&
      claim.eligible.every((cell) => cells.has(cell)),
  );
  const daemons = all.filter(isDaemon);
  const others = all.filter((it) => isBound(it) && it.id !== subject.id);
  for (const [resource] of subject.claim.requests) {
    const found = tooMuch(resource, subject, others, daemons, extra, cluster);
    if (found) return found;
  }
  return tooNear(subject, others, extra, cluster);
}

/** Asks once what is equal for all of one claim. */
function byClaim(isSo: (member: Member) => boolean): (member: Member) => boolean {
  const known = new Map<Claim, boolean>();
  return (member) => {
    const before = known.get(member.claim);
    if (before !== undefined) return before;
    const found = isSo(member);
    known.set(member.claim, found);
    return found;
  };
}

/** Whether its pods surely come, and stay for good once they stand: those of Jobs and bare ones end. */
export function stays({ workload }: Claim): boolean {
  const ends = ['Job', 'CronJob', 'Pod'].includes(workload.kind);
  return !ends && workload.obstacles.length === 0 && workload.approximate === undefined;
}

/** Whether the scheduler would evict the other's pods for the subject's. */
function yields(other: Claim, subject: Claim): boolean {
  return subject.workload.priority.preempts && other.workload.priority.least < subject.workload.priority.most;
}

/** A claim is of one cluster. */
const standingKnown = new WeakMap<Claim, number>();

/** The fewest pods that stand at rest as far as the workload's own rules let them. */
function standing(claim: Claim, cluster: Cluster): number {
  const known = standingKnown.get(claim) ?? Math.min(claim.workload.replicas, podsWithin(claim, claim.eligible, 'rest', cluster));
  standingKnown.set(claim, known);
  return known;
}

function tooMuch(
  resource: string,
  subject: Member,
  others: readonly Member[],
  daemons: readonly Member[],
  extra: number,
  cluster: Cluster,
): Overcrowding | undefined {
  const least = requestOf(subject.claim, resource);
  const free = (cell: number) =>
    daemons.reduce(
      (room, { claim }) => room - (claim.eligible.includes(cell) ? requestOf(claim, resource) : 0),
      offered((cluster.cells[cell] as Cell).room, resource),
    );
  const slots = (cells: readonly number[]) =>
    cells.reduce((sum, cell) => sum + nodesOf(cluster, cell) * Math.max(0, Math.floor(free(cell) / least)), 0);
  const amounts = (cells: readonly number[]) => cells.reduce((sum, cell) => sum + nodesOf(cluster, cell) * Math.max(0, free(cell)), 0);
  const own = standing(subject.claim, cluster) + extra;
  if (own === 0) return undefined;
  const counts = countsOf(others);
  const taking = daemons.filter(({ claim }) => requestOf(claim, resource) > 0).map(({ id }) => id);
  const isAlike = (claim: Claim) => requestOf(claim, resource) >= least;
  const pods = wanted(subject, own, counts, (claim) => (isAlike(claim) ? standing(claim, cluster) : 0), slots);
  const places = slots(subject.claim.eligible);
  const members = (isMeant: (claim: Claim) => boolean) => [
    subject.id,
    ...others.filter(byClaim(({ claim }) => isMeant(claim))).map(({ id }) => id),
  ];
  if (pods > places) return { resource, wanted: pods, offered: places, unit: 'pods', least, members: members(isAlike), beside: taking };
  const amount = wanted(subject, own * least, counts, (claim) => standing(claim, cluster) * requestOf(claim, resource), amounts);
  const room = amounts(subject.claim.eligible);
  const isAsking = (claim: Claim) => requestOf(claim, resource) > 0;
  return amount > room
    ? { resource, wanted: amount, offered: room, unit: 'amount', members: members(isAsking), beside: taking }
    : undefined;
}

/** How many have equal claims. */
function countsOf(members: readonly Member[]): ReadonlyMap<Claim, number> {
  const counts = new Map<Claim, number>();
  for (const { claim } of members) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  return counts;
}

/** What some workloads want of the subject's cells; those that may use fewer cells get no more than these have. */
function wanted(
  subject: Member,
  own: number,
  others: ReadonlyMap<Claim, number>,
  of: (claim: Claim) => number,
  has: (cells: readonly number[]) => number,
): number {
  const byCells = new Map<string, { readonly cells: readonly number[]; sum: number }>();
  for (const [claim, count] of others) {
    const key = claim.eligible.join();
    const group = byCells.get(key) ?? { cells: claim.eligible, sum: 0 };
    group.sum += count * of(claim);
    byCells.set(key, group);
  }
  let total = own;
  for (const { cells, sum } of byCells.values()) total += cells.length === subject.claim.eligible.length ? sum : Math.min(sum, has(cells));
  return total;
}

/** More pods that may not share a domain than there are domains. */
function tooNear(subject: Member, others: readonly Member[], extra: number, cluster: Cluster): Overcrowding | undefined {
  for (const key of new Set(subject.rivals.flatMap((rival) => (rival.isSure ? [rival.key] : [])))) {
    const excludes = (a: Member, b: Member) => a.rivals.some((rival) => rival.id === b.id && rival.key === key && rival.isSure);
    const needs = (member: Member, more: number) => domainsNeeded(member.claim, key, standing(member.claim, cluster) + more, more);
    const clique = [subject];
    for (const other of [...others].sort((a, b) => needs(b, 0) - needs(a, 0)))
      if (clique.every((member) => excludes(member, other))) clique.push(other);
    const pods = clique.reduce((sum, member) => sum + needs(member, member === subject ? extra : 0), 0);
    const domains = domainsOf(subject.claim, key, cluster);
    if (clique.length > 1 && pods > domains)
      return { key, wanted: pods, offered: domains, unit: 'pods', members: clique.map(({ id }) => id), beside: [] };
  }
  return undefined;
}

/** How many domains the pods of a workload fill at least: one each where they exclude each other too. */
function domainsNeeded(claim: Claim, key: string, pods: number, more: number): number {
  if (pods - more <= 0) return 0;
  const excludesItself = claim.workload.exclusions.some((it) => it.key === key && !it.perRevision);
  // A spread lets nodes have more than its skew once each of them has a pod.
  if (excludesItself || (key === hostnameLabel && claim.workload.hostPorts)) return pods;
  if (key !== hostnameLabel) return 1;
  const perNode = Math.max(1, ...claim.eligible.map((cell) => claim.perNode[cell]?.waiting ?? 1));
  return Math.ceil((pods - more) / perNode);
}

function domainsOf({ eligible }: Claim, key: string, cluster: Cluster): number {
  if (key === hostnameLabel) return eligible.reduce((sum, cell) => sum + nodesOf(cluster, cell), 0);
  const values = eligible.map((cell) => cluster.cells[cell]?.labels.get(key));
  // Nodes without the label are in no domain: there the term keeps nobody away.
  return values.includes(undefined) ? Number.POSITIVE_INFINITY : new Set(values).size;
}
