import { append } from '../../manifests/multimap';
import { budget, type Rest, tooMany } from './fresh';
import type { Grid, SpreadRule } from './grid';
import { legalLeaves } from './legal';
import { changed, reachable, sum } from './search';
import { type Counts, canonical, countsKey, zoneVector } from './symmetry';

/** Placements that are listed, and steps on the way to them. */
const mostListed = 2_000;
const mostSteps = 100_000;

/**
 * Every placement of pods that their volumes hold in their zones: drains and losses may have moved each anywhere within it. It holds more than can be reached.
 *
 * @returns undefined where they are too many
 */
export function withinZones(grid: Grid, starts: readonly Counts[]): readonly Counts[] | undefined {
  const { leaves, zones, symmetry } = grid;
  const found = new Map<string, Counts>();
  const tried = new Set<string>();
  // Of leaves that may be exchanged the first has the most pods: other orders of the same counts are not followed.
  const alike = new Map(symmetry.runs.flatMap((run) => run.slice(1).map((leaf, index) => [leaf, run[index] as number] as const)));
  let steps = 0;
  const fill = (leaf: number, left: readonly number[], state: number[]): boolean => {
    if (found.size > mostListed || ++steps > mostSteps) return false;
    const { zone = 0, nodes = 0, perNode = 0 } = leaves[leaf] ?? {};
    if (leaf === leaves.length) {
      if (left.some((pods) => pods > 0)) return true;
      const representative = canonical(symmetry, [...state]);
      found.set(countsKey(representative), representative);
      return true;
    }
    const before = alike.get(leaf);
    const most = before === undefined ? Number.POSITIVE_INFINITY : (state[before] as number);
    for (let pods = Math.min(left[zone] ?? 0, nodes * perNode, most); pods >= 0; pods--) {
      const rest = left.map((count, index) => (index === zone ? count - pods : count));
      // What the zone's other nodes can't hold isn't followed to its end.
      if ((rest[zone] as number) > roomAfter(grid, leaf)) break;
      if (!fill(leaf + 1, rest, [...state, pods])) return false;
    }
    return true;
  };
  for (const start of starts) {
    const vector = zoneVector(leaves, zones, start);
    if (tried.has(vector.join())) continue;
    tried.add(vector.join());
    if (!fill(0, vector, [])) return undefined;
  }
  return [...found.values()];
}

/** The pods that the leaves of a zone hold that come after one. */
function roomAfter({ leaves }: Grid, leaf: number): number {
  const zone = leaves[leaf]?.zone;
  return leaves.reduce((sum, it, index) => sum + (index > leaf && it.zone === zone ? it.nodes * it.perNode : 0), 0);
}

/**
 * Whether a missing pod always finds a node in the zone that holds its volume, however many others are missing and wherever those that stand were moved within their zones.
 *
 * n pods belong to a zone of m nodes that take them. While one is missing at most n - 1 stand there, so some node has fewer than t if n - 1 < m t: no rule over nodes closes it,
 * t being the least skew, and it has room, t being no more than that. While one of the nodes is cordoned and still carries a pod, the m - 1 others hold at most n - 2. A rule over
 * zones that counts all nodes is open in the emptiest of the zones that lack pods: others that are whole have at most its skew less than any zone has with all of its own.
 *
 * @param drained whether a node may be cordoned meanwhile, and pods be left on it
 */
export function alwaysReturns(grid: Grid, placements: readonly Counts[], drained: boolean): boolean {
  const { leaves, zones, rules, limits } = grid;
  const open = leaves.flatMap(({ perNode, perNodeAndRevision }, leaf) => (Math.min(perNode, perNodeAndRevision) > 0 ? [leaf] : []));
  if (limits.length > 0 || rules.some((rule) => rule.perRevision || open.some((leaf) => (rule.domainOf[leaf] ?? -1) < 0))) return false;
  const overZones = rules.filter((rule) => !areNodes(grid, rule));
  if (!overZones.every((rule) => areZones(grid, rule) && !(drained && rule.honorsTaints))) return false;
  const skews = rules.flatMap((rule) => (overZones.includes(rule) ? [] : [rule.maxSkew]));
  const most = Math.min(...skews, ...open.map((leaf) => Math.min(leaves[leaf]?.perNode ?? 0, leaves[leaf]?.perNodeAndRevision ?? 0)));
  const nodes = zoneVector(
    leaves,
    zones,
    leaves.map((leaf, index) => (open.includes(index) ? leaf.nodes : 0)),
  );
  return placements.every((counts) => {
    const pods = zoneVector(leaves, zones, counts);
    const isRoomy = pods.every(
      (n, zone) => n === 0 || n - 1 < (drained ? ((nodes[zone] as number) - 1) * most + 1 : (nodes[zone] as number) * most),
    );
    return isRoomy && overZones.every((rule) => isEven(grid, rule, pods));
  });
}

/** Whether domains that are less than a zone may leave the count of a rule: those of a cordoned node where taints are honoured, or of one whose object ends. */
export function losesParts(grid: Grid): boolean {
  return grid.rules.some((rule) => rule.absent > 0 && !areZones(grid, rule));
}

/** Whether a rule tells places within a zone apart. */
export function spreadsWithinZones(grid: Grid): boolean {
  return grid.rules.some((rule) => !areZones(grid, rule));
}

/**
 * Every placement to which pods come that leave and return, each to its zone, where that is legal, while all domains count; and those in which none that is away may return.
 *
 * @param least pods that stand at any time
 */
export function movedWithinZones(grid: Grid, starts: readonly Counts[], least: number): Rest | typeof tooMany {
  // Pods that are away belong to a zone, so that zones can't be exchanged.
  const still = { ...grid, symmetry: { ...grid.symmetry, classes: [] } };
  const full: Counts[] = [];
  const partial: Counts[] = [];
  const byVector = new Map<string, Counts[]>();
  for (const start of starts) append(byVector, zoneVector(grid.leaves, grid.zones, start).join(), start);
  for (const alike of byVector.values()) {
    const whole = zoneVector(grid.leaves, grid.zones, alike[0] as Counts);
    const pods = sum(whole);
    const from = alike.map((start) => [...start]);
    const states = reachable(still, from, budget, (state, visit) => {
      const open = openToAway(grid, state, whole);
      if (sum(state) < pods && open.length === 0) partial.push(state);
      for (const leaf of open) visit(changed(state, leaf, 1));
      if (sum(state) > least) for (const [leaf, count] of state.entries()) if (count > 0) visit(changed(state, leaf, -1));
    });
    if (states === tooMany) return tooMany;
    full.push(...states.filter((state) => sum(state) === pods));
  }
  return { full, partial };
}

/** Where pods that are away from their zones may return. @param whole the pods of each zone */
function openToAway(grid: Grid, state: Counts, whole: readonly number[]): readonly number[] {
  const standing = zoneVector(grid.leaves, grid.zones, state);
  return legalLeaves(grid, state, state).filter((leaf) => {
    const { zone = 0 } = grid.leaves[leaf] ?? {};
    return (standing[zone] as number) < (whole[zone] as number);
  });
}

/** Whether each domain is one node. */
export function areNodes({ leaves }: Grid, { domainOf }: SpreadRule): boolean {
  return domainOf.every(
    (domain, leaf) => domain < 0 || (leaves[leaf]?.nodes === 1 && domainOf.indexOf(domain) === domainOf.lastIndexOf(domain)),
  );
}

/** Whether each domain is all that a rule counts of one zone. */
function areZones({ leaves }: Grid, { domainOf, domains }: SpreadRule): boolean {
  const pairs = new Set(domainOf.flatMap((domain, leaf) => (domain < 0 ? [] : [`${domain} ${leaves[leaf]?.zone}`])));
  const zones = new Set(domainOf.flatMap((domain, leaf) => (domain < 0 ? [] : [leaves[leaf]?.zone])));
  return pairs.size === domains && zones.size === domains;
}

/** Whether all pods of a rule over zones stand as evenly as it asks for. */
function isEven({ leaves }: Grid, { domainOf, domains, minDomains, maxSkew }: SpreadRule, pods: readonly number[]): boolean {
  const counted = new Set(leaves.flatMap(({ zone }, leaf) => ((domainOf[leaf] ?? -1) < 0 ? [] : [zone])));
  const ofZones = [...counted].map((zone) => pods[zone] ?? 0);
  const least = domains < minDomains ? 0 : Math.min(...ofZones);
  return ofZones.every((count) => count - least <= maxSkew);
}
