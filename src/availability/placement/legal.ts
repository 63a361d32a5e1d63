import type { Grid, SpreadRule } from './grid';
import type { Leaf } from './leaf';
import type { Counts } from './symmetry';

/** What of a grid is out of service: whole leaves, or one node of a leaf. */
export interface Outage {
  readonly leaves: readonly boolean[];
  readonly nodeOf: number;
  /** Whether dead nodes are left out of the count of every rule: their objects are gone. */
  readonly gone: boolean;
  /** Leaves of domains that pods on dead nodes keep to themselves. */
  readonly closed?: readonly boolean[];
}

/**
 * The leaves on which the scheduler may bind one more pod, given all pods and those of the newest revision; pods on their way out are in neither.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread/filtering.go, Filter: matching + 1 - global minimum <= maxSkew, where the global
 * minimum is over the domains that hold a counted node, and 0 when they are fewer than `minDomains`.
 */
export function legalLeaves(grid: Grid, total: Counts, newest: Counts, outage?: Outage): number[] {
  const levels = grid.rules.map((rule) => levelsOf(rule, rule.perRevision ? newest : total, outage));
  const taken = grid.limits.map((limit) => domainSums(limit.domainOf, limit.perRevision ? newest : total));
  const legal: number[] = [];
  for (let leaf = 0; leaf < grid.leaves.length; leaf++)
    if (
      hasRoom(grid, leaf, total, newest, outage) &&
      grid.rules.every(({ domainOf, maxSkew }, r) => isEven(levels[r] as Levels, domainOf[leaf] ?? -1, maxSkew)) &&
      grid.limits.every(({ domainOf }, l) => !taken[l]?.[domainOf[leaf] ?? -1])
    )
      legal.push(leaf);
  return legal;
}

function hasRoom(grid: Grid, index: number, total: Counts, newest: Counts, outage?: Outage): boolean {
  if (outage?.leaves[index] || outage?.closed?.[index]) return false;
  const leaf = grid.leaves[index] as Leaf;
  const nodes = outage?.nodeOf === index ? leaf.nodes - 1 : leaf.nodes;
  return (total[index] ?? 0) < nodes * leaf.perNode && (newest[index] ?? 0) < nodes * leaf.perNodeAndRevision;
}

/** Whether some node of a leaf takes one more pod however those that stand there are arranged: some nodes may be full, and others have their share of the newest. */
export function surelyHasRoom({ nodes, perNode, perNodeAndRevision }: Leaf, total: number, newest: number): boolean {
  if (perNode === 0 || perNodeAndRevision === 0) return false;
  const shared = Math.floor(newest / perNodeAndRevision);
  return shared + Math.floor(Math.max(0, total - shared * perNodeAndRevision) / perNode) < nodes;
}

/** The pods of each domain, and the global minimum. */
interface Levels {
  readonly sums: readonly number[];
  readonly minimum: number;
}

function isEven({ sums, minimum }: Levels, domain: number, maxSkew: number): boolean {
  return domain < 0 || (sums[domain] ?? 0) + 1 - minimum <= maxSkew;
}

function levelsOf(rule: SpreadRule, counts: Counts, outage?: Outage): Levels {
  if (outage && (outage.gone || rule.honorsTaints)) return levelsOfLiving(rule, counts, outage.leaves);
  const sums = domainSums(rule.domainOf, counts, rule.domains);
  return { sums, minimum: rule.domains < rule.minDomains ? 0 : least(sums) };
}

/** Domains whose nodes are all dead don't count. */
function levelsOfLiving(rule: SpreadRule, counts: Counts, dead: readonly boolean[]): Levels {
  const domainOf = rule.domainOf.map((domain, leaf) => (dead[leaf] ? -1 : domain));
  const sums = domainSums(domainOf, counts, rule.domains);
  const present = sums.filter((_, domain) => domainOf.includes(domain));
  return { sums, minimum: present.length < rule.minDomains ? 0 : least(present) };
}

/** The pods of each domain; those of leaves without one are left out. */
export function domainSums(domainOf: readonly number[], counts: Counts, domains = 0): number[] {
  const sums = new Array<number>(domains).fill(0);
  for (let leaf = 0; leaf < domainOf.length; leaf++) {
    const domain = domainOf[leaf] as number;
    if (domain >= 0) sums[domain] = (sums[domain] ?? 0) + (counts[leaf] ?? 0);
  }
  return sums;
}

/** 0 of none. */
function least(sums: readonly number[]): number {
  let minimum = sums[0] ?? 0;
  for (const sum of sums) if (sum < minimum) minimum = sum;
  return minimum;
}
