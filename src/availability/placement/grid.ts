import { type Cell, type Cluster, hostnameLabel, nodesAreDeleted } from '../../cluster/cluster';
import { isCounted } from '../workload/counted-nodes';
import type { SpreadConstraint } from '../workload/spread';
import { repels } from '../workload/tolerations';
import type { Workload } from '../workload/workload';
import type { Leaf } from './leaf';
import { podsIn } from './room';
import { type Symmetry, symmetryOf } from './symmetry';

/** A spread constraint with its domains: `domainOf` maps a leaf to one, or to -1 where the scheduler doesn't count the leaf. */
export interface SpreadRule {
  readonly maxSkew: number;
  readonly domainOf: readonly number[];
  readonly domains: number;
  /** With fewer domains than these the global minimum counts as 0. */
  readonly minDomains: number;
  readonly perRevision: boolean;
  readonly honorsTaints: boolean;
  /** How many domains may be out of the count at once while a zone is lost: where taints are honoured, or Node objects end. */
  readonly absent: number;
}

/** At most one pod of the workload in a domain, by required anti-affinity. */
interface Limit {
  readonly domainOf: readonly number[];
  readonly perRevision: boolean;
}

/** Where a workload's pods may run: what the scheduler's filters leave of the cluster, other workloads' use of it left out. */
export interface Grid {
  readonly leaves: readonly Leaf[];
  readonly rules: readonly SpreadRule[];
  readonly limits: readonly Limit[];
  readonly zones: number;
  readonly symmetry: Symmetry;
  /** Whether each leaf is one node. */
  readonly nodeLevel: boolean;
}

/** Builds the grid of a workload; `most` is the largest number of its pods at any time. */
export function gridOf(workload: Workload, cluster: Cluster, most: number, coarse = false): Grid {
  const active = activeOf(workload);
  const nodeLevel = !coarse && tellsNodesApart(workload, cluster, most);
  const leaves: Leaf[] = [];
  cluster.cells.forEach((cell, index) => {
    const leaf = leafOf(workload, cell, index, active, { nodeLevel, most, cluster });
    if (nodeLevel) for (let node = 0; node < cell.nodes; node++) leaves.push({ ...leaf, nodes: 1 });
    else leaves.push(leaf);
  });
  const rules = active
    .filter((spread) => spread.key !== hostnameLabel || nodeLevel)
    .map((spread) => ruleOf(spread, workload, cluster, leaves));
  const limits = workload.exclusions.filter((it) => it.key !== hostnameLabel).map((it) => limitOf(it.key, it.perRevision, cluster, leaves));
  const symmetry = symmetryOf(leaves, [...rules, ...limits], cluster.zones.length, nodeLevel);
  return { leaves, rules, limits, zones: cluster.zones.length, symmetry, nodeLevel };
}

/** Whether some rule needs each node to be looked at by itself. */
export function tellsNodesApart(workload: Workload, cluster: Cluster, most: number): boolean {
  return activeOf(workload).some((spread) => spread.key === hostnameLabel && minimumMayRise(spread, workload, cluster, most));
}

/** The constraints that only the workload's own pods decide. */
export function activeOf(workload: Workload): readonly SpreadConstraint[] {
  return workload.spreads.filter((spread) => spread.selectsItself && !spread.countsAlso);
}

/** Whether nodes of a cell take pods of the workload at all: labels of every required constraint, node selection, volumes, taints. */
export function accepts(workload: Workload, cell: Cell): boolean {
  return (
    workload.spreads.every((spread) => spread.key === hostnameLabel || cell.labels.has(spread.key)) &&
    workload.selection.selects(cell.labels) &&
    workload.storage.reaches(cell.labels) &&
    !repels(workload.tolerations, cell.taints)
  );
}

/** Over hosts the least loaded node has no pod while there are more nodes than pods: then the constraint is a plain limit of `maxSkew` per node. */
function minimumMayRise(spread: SpreadConstraint, workload: Workload, cluster: Cluster, most: number): boolean {
  const counted = cluster.cells.filter((cell) => isCounted(spread, workload, cell));
  const leave = spread.honorsTaints || nodesAreDeleted(cluster);
  if (
    mostNodes(counted) < spread.minDomains ||
    alwaysThere(
      counted.filter((cell) => !accepts(workload, cell)),
      leave,
    )
  )
    return false;
  const nodes = counted.reduce((sum, cell) => sum + cell.nodes, 0);
  const largestZone = Math.max(0, ...cluster.zones.map((zone) => zone.nodes));
  return nodes - (leave ? largestZone : 1) < most;
}

/** Whether cells have a node at any time: not those that an autoscaler may leave without one, nor those of one zone that may leave the count as a whole. */
function alwaysThere(cells: readonly Cell[], zoneMayLeave: boolean): boolean {
  const zones = new Set(cells.filter(({ nodes }) => nodes > 0).map(({ zone }) => zone));
  return zones.size > (zoneMayLeave ? 1 : 0);
}

function mostNodes(cells: readonly Cell[]): number {
  return cells.reduce((sum, { nodes, growth }) => sum + (growth?.nodes ?? nodes), 0);
}

interface Scale {
  readonly nodeLevel: boolean;
  readonly most: number;
  readonly cluster: Cluster;
}

function leafOf(workload: Workload, cell: Cell, index: number, active: readonly SpreadConstraint[], scale: Scale): Leaf {
  let perNode = accepts(workload, cell) ? fitting(workload, cell) : 0;
  let perNodeAndRevision = perNode;
  for (const { key, perRevision } of workload.exclusions) {
    if (key !== hostnameLabel) continue;
    perNodeAndRevision = Math.min(perNodeAndRevision, 1);
    if (!perRevision) perNode = Math.min(perNode, 1);
  }
  for (const spread of active) {
    if (spread.key !== hostnameLabel || scale.nodeLevel) continue;
    const limit = hostLimit(spread, workload, scale);
    perNodeAndRevision = Math.min(perNodeAndRevision, limit);
    if (!spread.perRevision) perNode = Math.min(perNode, limit);
  }
  return { zone: cell.zone, cell: index, nodes: cell.growth?.nodes ?? cell.nodes, perNode, perNodeAndRevision };
}

/** The most pods on one of D nodes with skew s among T pods: floor((T + (D - 1) s) / D), at least s (docs/availability.md, Where the pods may run). */
function hostLimit(spread: SpreadConstraint, workload: Workload, scale: Scale): number {
  if (!minimumMayRise(spread, workload, scale.cluster, scale.most)) return spread.maxSkew;
  const nodes = scale.cluster.cells.filter((cell) => isCounted(spread, workload, cell)).reduce((sum, cell) => sum + cell.nodes, 0);
  const lost = spread.honorsTaints || nodesAreDeleted(scale.cluster) ? Math.max(...scale.cluster.zones.map((zone) => zone.nodes)) : 1;
  const domains = Math.max(1, nodes - lost);
  return Math.max(spread.maxSkew, Math.floor((scale.most + (domains - 1) * spread.maxSkew) / domains));
}

/**
 * The most pods that a constraint over hosts lets stand on one node while so many stand altogether: floor((T + (D - 1) s) / D), where the D nodes may be fewer by a
 * zone if their taints or their objects' end count.
 */
export function mostOnHost(spread: SpreadConstraint, workload: Workload, cluster: Cluster, pods: number): number {
  const nodes = cluster.cells.filter((cell) => isCounted(spread, workload, cell)).reduce((sum, cell) => sum + cell.nodes, 0);
  const leave = spread.honorsTaints || nodesAreDeleted(cluster);
  const domains = Math.max(1, nodes - (leave ? Math.max(...cluster.zones.map((zone) => zone.nodes)) : 0));
  return Math.max(spread.maxSkew, Math.floor((pods + (domains - 1) * spread.maxSkew) / domains));
}

/** How many pods an empty node of a cell takes. */
export function fitting(workload: Workload, cell: Cell): number {
  return Math.min(workload.hostPorts ? 1 : Number.POSITIVE_INFINITY, podsIn(cell.room, workload.requests));
}

function ruleOf(spread: SpreadConstraint, workload: Workload, cluster: Cluster, leaves: readonly Leaf[]): SpreadRule {
  const { domainOf, domains } = domainsBy(spread.key, leaves, cluster, (cell) => isCounted(spread, workload, cell));
  const { maxSkew, minDomains, perRevision, honorsTaints } = spread;
  const absent = honorsTaints || nodesAreDeleted(cluster) ? mostInOneZone(domainOf, leaves) : 0;
  return { maxSkew, minDomains, perRevision, honorsTaints, absent, domainOf, domains };
}

/** The most domains that lie in one zone as a whole. */
function mostInOneZone(domainOf: readonly number[], leaves: readonly Leaf[]): number {
  const zones = new Map<number, Set<number>>();
  for (const [leaf, domain] of domainOf.entries())
    if (domain >= 0) zones.set(domain, (zones.get(domain) ?? new Set<number>()).add(leaves[leaf]?.zone ?? -1));
  const counts = new Map<number, number>();
  for (const [zone, ...others] of zones.values())
    if (zone !== undefined && others.length === 0) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function limitOf(key: string, perRevision: boolean, cluster: Cluster, leaves: readonly Leaf[]): Limit {
  return { domainOf: domainsBy(key, leaves, cluster, (cell) => cell.labels.has(key)).domainOf, perRevision };
}

function domainsBy(
  key: string,
  leaves: readonly Leaf[],
  cluster: Cluster,
  counted: (cell: Cell) => boolean,
): { domainOf: number[]; domains: number } {
  const values = new Map<string, number>();
  const domainOf = leaves.map((leaf, index) => {
    const cell = cluster.cells[leaf.cell] as Cell;
    if (!counted(cell)) return -1;
    const value = key === hostnameLabel ? `node ${index}` : (cell.labels.get(key) ?? '');
    const known = values.get(value);
    if (known !== undefined) return known;
    values.set(value, values.size);
    return values.size - 1;
  });
  return { domainOf, domains: values.size };
}
