import type { Grid, SpreadRule } from './grid';
import type { Leaf } from './leaf';
import { domainSums } from './legal';
import { sum } from './search';
import { areNodes } from './zonal';

/**
 * Whether the next pod of a rolling update always finds a node while another node is cordoned and still carries a pod, so that neither of the two keeps the other waiting.
 *
 * A node is closed to it by t pods that a rule lets stand on it, or by as many as it has room for: t' of them at least. Where all are closed, those of the emptiest domain z
 * of a rule over sets of nodes carry f of them, the cordoned one left out, and each other domain as many, or s more than z if those are fewer. Fewer pods can't do that. The
 * emptiest domain holds the pod on the cordoned node, too, where that is its own and pods of every revision are counted.
 *
 * @param beside the most pods that stand on other nodes than the cordoned one
 */
export function proceedsAmidDrain(grid: Grid, beside: number): boolean {
  const { leaves, rules, limits } = grid;
  const ofSets = rules.filter((rule) => !areNodes(grid, rule));
  const [sets = rules[0], ...more] = ofSets;
  if (more.length > 0 || limits.length > 0) return false;
  const ofNodes = rules.filter((rule) => rule !== sets);
  const closing = leaves.map((leaf, index) => closedBy(leaf, index, ofNodes));
  return leaves.every(({ nodes }, cordoned) => {
    if (nodes === 0 || closing[cordoned] === 0) return true;
    const full = leaves.map((leaf, index) => (index === cordoned ? leaf.nodes - 1 : leaf.nodes) * (closing[index] as number));
    return beside < (sets ? leastOver(sets, full, cordoned) : sum(full));
  });
}

/** The fewest pods that close a node. */
function closedBy({ perNode, perNodeAndRevision }: Leaf, index: number, ofNodes: readonly SpreadRule[]): number {
  const skews = ofNodes.flatMap(({ domainOf, maxSkew }) => ((domainOf[index] ?? -1) < 0 ? [] : [maxSkew]));
  return Math.min(perNode, perNodeAndRevision, ...skews);
}

/** The fewest pods that close all leaves by a rule over sets of them, each by itself being closed by so many. */
function leastOver(rule: SpreadRule, full: readonly number[], cordoned: number): number {
  const { domainOf, domains, minDomains, maxSkew, perRevision, honorsTaints } = rule;
  const sums = domainSums(domainOf, full, domains);
  const uncounted = sum(full) - sum(sums);
  const upTo = (level: number, emptiest?: number) =>
    sum(sums.map((pods, domain) => (domain === emptiest ? 0 : Math.min(pods, level + maxSkew))));
  // With too few domains the emptiest counts as 0, and a cordoned node may leave one less.
  if (minDomains > 1 && domains - (honorsTaints ? 1 : 0) < minDomains) return uncounted + upTo(0);
  const isCounted = !perRevision && !honorsTaints;
  const level = (domain: number) => (sums[domain] as number) + (isCounted && domain === domainOf[cordoned] ? 1 : 0);
  return uncounted + Math.min(...sums.map((pods, domain) => pods + upTo(level(domain), domain)));
}
