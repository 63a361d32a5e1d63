import type { Grid, Rule } from './grid';
import type { Counts } from './symmetry';

/** What of a grid is out of service: whole leaves, or one node of a leaf. */
export interface Outage {
  readonly leaves: readonly boolean[];
  readonly nodeOf: number;
  /** Whether dead nodes are left out of the count of every rule: their objects are gone. */
  readonly gone: boolean;
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
  grid.leaves.forEach((leaf, index) => {
    if (outage?.leaves[index]) return;
    const nodes = outage?.nodeOf === index ? leaf.nodes - 1 : leaf.nodes;
    if ((total[index] ?? 0) >= nodes * leaf.perNode || (newest[index] ?? 0) >= nodes * leaf.perNodeAndRevision) return;
    const skewed = grid.rules.some((rule, r) => {
      const domain = rule.domainOf[index] ?? -1;
      return domain >= 0 && (levels[r]?.sums[domain] ?? 0) + 1 - (levels[r]?.minimum ?? 0) > rule.maxSkew;
    });
    const full = grid.limits.some(
      (limit, l) => (limit.domainOf[index] ?? -1) >= 0 && (taken[l]?.[limit.domainOf[index] as number] ?? 0) > 0,
    );
    if (!skewed && !full) legal.push(index);
  });
  return legal;
}

function levelsOf(rule: Rule, counts: Counts, outage?: Outage): { sums: number[]; minimum: number } {
  const ignoresDead = outage !== undefined && (outage.gone || rule.honorsTaints);
  const sums = new Array<number>(rule.domains).fill(0);
  const present = new Array<boolean>(rule.domains).fill(!ignoresDead);
  rule.domainOf.forEach((domain, leaf) => {
    if (domain < 0 || (ignoresDead && outage.leaves[leaf])) return;
    sums[domain] = (sums[domain] ?? 0) + (counts[leaf] ?? 0);
    present[domain] = true;
  });
  if (present.filter(Boolean).length < rule.minDomains) return { sums, minimum: 0 };
  let minimum = Number.POSITIVE_INFINITY;
  sums.forEach((sum, domain) => {
    if (present[domain] && sum < minimum) minimum = sum;
  });
  return { sums, minimum: Number.isFinite(minimum) ? minimum : 0 };
}

function domainSums(domainOf: readonly number[], counts: Counts): number[] {
  const sums: number[] = [];
  domainOf.forEach((domain, leaf) => {
    if (domain >= 0) sums[domain] = (sums[domain] ?? 0) + (counts[leaf] ?? 0);
  });
  return sums;
}
