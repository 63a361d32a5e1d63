import { capOf } from './bound';
import type { Grid, SpreadRule } from './grid';
import { surelyHasRoom } from './legal';
import type { Range } from './rollout';
import type { Counts } from './symmetry';

/** Pods that stand where one more is wanted. */
interface Standing {
  /** Of all revisions, at most. */
  readonly all: number;
  /** Of the newest, at most. */
  readonly newest: number;
  /** At most on each leaf: of all revisions, and of the newest. */
  readonly onLeaf: readonly { readonly all: number; readonly newest: number }[];
  /** Whether counted pods only come, so that no two domains of a rule ever differ by more than its skew. */
  readonly onlyAdds: boolean;
}

/**
 * Whether a rolling update always finds a node for its next pod, whatever order it takes; false where that can't be told without a search.
 *
 * @param rest where the old pods may run at the beginning, undefined where that isn't known
 */
export function alwaysProceeds(grid: Grid, rest: readonly Counts[] | undefined, { replicas, least, most }: Range): boolean {
  if (rest === undefined && grid.rules.some((rule) => rule.honorsTaints)) return false;
  const crowding = { all: most, ofOneRevision: most, outage: true };
  const mostOld = rest && Math.max(0, ...rest.flat());
  const onLeaf = grid.leaves.map((_, leaf) => {
    const own = grid.rules.filter((rule) => (rule.domainOf[leaf] ?? -1) >= 0);
    const newest = Math.min(replicas - 1, ...own.map((rule) => capOf(rule, { ...crowding, ofOneRevision: replicas })));
    const old = Math.min(mostOld ?? replicas, ...own.map((rule) => capOf(rule, crowding)));
    const together = own.filter((rule) => !rule.perRevision).map((rule) => capOf(rule, crowding));
    return { newest, all: Math.min(least, old + newest, ...together) };
  });
  return alwaysOpen(grid, {
    all: least,
    newest: Math.min(replicas - 1, least),
    onLeaf,
    onlyAdds: grid.rules.every((rule) => rule.perRevision),
  });
}

/**
 * The same for a rolling update that begins while another is going on, be it a rollback: pods of any revision may then stand on a leaf, and those of the newest wherever
 * others of theirs went.
 *
 * @param most the most pods at any time
 */
export function proceedsAmidAnother(grid: Grid, replicas: number, most: number): boolean {
  if (grid.rules.some((rule) => rule.honorsTaints)) return false;
  const onLeaf = grid.leaves.map((_, leaf) => {
    const counting = grid.rules.filter((rule) => !rule.perRevision && (rule.domainOf[leaf] ?? -1) >= 0);
    const all = Math.min(replicas, ...counting.map((rule) => capOf(rule, { all: most, ofOneRevision: most, outage: true })));
    return { all, newest: Math.min(all, replicas - 1) };
  });
  return alwaysOpen(grid, { all: replicas, newest: replicas - 1, onLeaf, onlyAdds: false });
}

/** Whether a pod that is missing always finds a node, wherever the others stand within the bounds of the rules. */
export function alwaysBinds(grid: Grid, replicas: number, most: number): boolean {
  if (grid.rules.some((rule) => rule.honorsTaints)) return false;
  const onLeaf = grid.leaves.map((_, leaf) => {
    const own = grid.rules.filter((rule) => (rule.domainOf[leaf] ?? -1) >= 0);
    const all = Math.min(replicas - 1, ...own.map((rule) => capOf(rule, { all: most, ofOneRevision: most, outage: true })));
    return { all, newest: all };
  });
  return alwaysOpen(grid, { all: replicas - 1, newest: replicas - 1, onLeaf, onlyAdds: false });
}

/** Some leaf takes one more: each has room left, and the rules never close all of them. */
function alwaysOpen({ leaves, rules, limits }: Grid, standing: Standing): boolean {
  if (limits.length > 0) return false;
  const isOpen = leaves.map((leaf, index) => {
    const { all = 0, newest = 0 } = standing.onLeaf[index] ?? {};
    return surelyHasRoom(leaf, all, newest);
  });
  const matters = leaves.flatMap(({ nodes, perNode }, leaf) =>
    nodes * perNode > 0 || rules.some((rule) => (rule.domainOf[leaf] ?? -1) >= 0) ? [leaf] : [],
  );
  if (matters.length === 0 || !matters.every((leaf) => isOpen[leaf])) return false;
  const counted = ({ perRevision }: SpreadRule) => (perRevision ? standing.newest : standing.all);
  const [one, other] = [...rules].sort((a, b) => a.domains - b.domains);
  if (rules.some((rule) => rule.domains < rule.minDomains))
    return rules.length === 1 && one !== undefined && one.domains * one.maxSkew > counted(one);
  if (!one || !other) return true;
  return rules.length === 2 && neverContradict(one, other, standing);
}

/**
 * Whether two rules, the domains of the one being parts of those of the other, leave a place open in common.
 *
 * They close all where each part in the emptiest domain z holds s' pods more than the emptiest part of all, which lies in a domain y that holds s pods more than z. With
 * n parts in z that takes n s' pods in z and n s' + s in y, and as many or n' s' in each other domain. Where parts never differ by more than their skew, y also needs
 * so many more parts than z that it can hold more with an empty one.
 */
function neverContradict(domains: SpreadRule, parts: SpreadRule, { all, newest, onlyAdds }: Standing): boolean {
  const sizes = partsOf(domains, parts);
  if (!sizes) return false;
  const [s, t] = [domains.maxSkew, parts.maxSkew];
  if (domains.perRevision !== parts.perRevision) return sizes.every((n) => n * t + s > all);
  const pods = domains.perRevision ? newest : all;
  return sizes.every((n, z) =>
    sizes.every((m, y) => {
      if (y === z) return true;
      const level = onlyAdds ? leastLevel(m - n, s, t) : 0;
      const full = n * (level + t);
      const others = sizes.reduce((sum, k, w) => (w === z || w === y ? sum : sum + Math.min(k * (level + t), full + s)), 0);
      return 2 * full + s + others > pods;
    }),
  );
}

/**
 * Whether a missing pod finds a node wherever all others stand, also while one node is cordoned and still carries some: then no row of drains and failures, each recovered
 * from, leaves a pod waiting or a drain hanging, whichever placements it goes through. Of a rule over single nodes that honours taints, alone or with one over sets of them
 * that doesn't.
 *
 * A node is closed to it if it holds t pods more than the emptiest one in the count, or has no room for more, so it holds t' = min(t, room) at least. If the emptiest itself
 * has no room, all others are as full. Else it lies in a domain y that holds s more than the emptiest domain z. All n nodes of z are closed, or all but the cordoned one,
 * which holds a pod: f = (n - 1) t' + 1 pods at least in z, f + s in y, and in any other domain what closes its k nodes, (k - 1) t' + 1, or f + s. Fewer pods can't do that.
 *
 * @param most that stand when one more is wanted: of all revisions, and of the newest
 */
export function alwaysReopens(
  { leaves, rules, limits }: Grid,
  nodes: SpreadRule,
  { all, newest }: Pick<Standing, 'all' | 'newest'>,
): boolean {
  const [sets, ...more] = rules.filter((rule) => rule !== nodes && (rule.domains > 1 || rule.domains < rule.minDomains));
  const room = Math.min(
    ...leaves.flatMap(({ perNode, perNodeAndRevision }, leaf) =>
      (nodes.domainOf[leaf] ?? -1) < 0 ? [] : [Math.min(perNode, perNodeAndRevision)],
    ),
  );
  if (more.length > 0 || limits.length > 0 || room < 1 || nodes.domains <= nodes.minDomains) return false;
  if ((nodes.domains - 1) * room + 1 <= all) return false;
  if (!sets) return true;
  const sizes = partsOf(sets, nodes);
  if (!sizes || sets.honorsTaints || sets.perRevision !== nodes.perRevision || sets.domains < sets.minDomains) return false;
  const closed = (n: number) => (n - 1) * Math.min(nodes.maxSkew, room) + 1;
  return sizes.every((n, z) => {
    const full = closed(n) + sets.maxSkew;
    const least = (k: number) => Math.min(closed(k), full);
    const total = sizes.reduce((sum, k, w) => (w === z ? sum : sum + least(k)), closed(n) + full);
    return sizes.every((m, y) => y === z || total - least(m) > (sets.perRevision ? newest : all));
  });
}

/** The emptiest part's pods from which on a domain of so many parts more can be the fuller one: (m - n)(level + t) >= s + t. */
function leastLevel(more: number, s: number, t: number): number {
  return more <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.ceil((s + t) / more) - t);
}

/** How many parts each domain has; undefined where some part lies in none, or in two. */
function partsOf(domains: SpreadRule, parts: SpreadRule): readonly number[] | undefined {
  const owner = new Map<number, number>();
  for (const [leaf, part] of parts.domainOf.entries()) {
    const domain = domains.domainOf[leaf] ?? -1;
    if (part < 0 && domain < 0) continue;
    if (part < 0 || domain < 0 || (owner.get(part) ?? domain) !== domain) return undefined;
    owner.set(part, domain);
  }
  const sizes = new Array<number>(domains.domains).fill(0);
  for (const domain of owner.values()) sizes[domain] = (sizes[domain] ?? 0) + 1;
  return sizes;
}
