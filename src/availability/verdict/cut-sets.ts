import { unavailability } from '../../cluster/rate';
import { zoneVector } from '../placement/symmetry';
import { type Candidate, ratesOf } from '../probability/candidate';
import { fatalOf, spreadOfCopies } from '../probability/member';
import { seriesUnavailability } from '../probability/series';
import { singleNodeZones } from '../probability/single-node';
import type { CutSet } from '../result';
import type { Assessment } from './assessment';

/** A zone, or the nodes of one zone that carry as many pods each, of the placement at hand. */
interface Atom {
  readonly zone: number;
  readonly node: boolean;
  /** How many there are. */
  readonly count: number;
  readonly pods: number;
  readonly down: number;
  /** Things that can't be told apart share it. */
  readonly like: string;
}

const mostAtoms = 18;

/** So many failures at once are no explanation any more. */
const mostOrder = 50;

/** So many classes are named. */
const mostClasses = 8;

/**
 * The cut sets of a service and of all that it can't do without. What happens to others is named after them, but for zones and their only nodes: one that stops two
 * services is lost once.
 */
export function cutSetsOfChain(members: readonly { readonly cutSets: readonly CutSet[]; readonly of?: string }[]): readonly CutSet[] {
  const classes = new Map<string, CutSet>();
  for (const { cutSets, of } of members)
    for (const { events, probability } of cutSets) {
      const named = events.map((event) => (of === undefined || isOfZones(event) ? event : `${event} (${of})`));
      const key = named.join(' + ');
      classes.set(key, { events: named, probability: Math.max(probability, classes.get(key)?.probability ?? 0) });
    }
  return [...classes.values()].sort((a, b) => b.probability - a.probability).slice(0, mostClasses);
}

function isOfZones(event: string): boolean {
  return /^zone |^the only node of zone |^any \d+ of \d+ (zones$|nodes, each the only one of its zone$)/.test(event);
}

/**
 * The minimal cut sets of the worst placement: sets of failures that stop the service, no part of which does, as classes with their multiplicity, largest contribution first.
 * Placement and probabilities are those of the upper bound, which is what a year is said to cost.
 *
 * The probability of a class is the sum of its members' products, the rare-event approximation (Vesely et al., Fault Tree Handbook, NUREG-0492, 1981, ch. XI).
 */
export function cutSetsOf(assessment: Assessment): readonly CutSet[] {
  const worst = worstOf(assessment);
  if (!worst) return [];
  const missing = assessment.predicate.replicas - worst.counts.reduce((sum, count) => sum + count, 0);
  if (missing > assessment.predicate.tolerated) return [{ events: ['nothing needs to fail'], probability: 1 }];
  const atoms = atomsOf(assessment, worst);
  const order = atoms.length > mostAtoms ? 2 : 3;
  const found = new Map<string, { atoms: readonly Atom[]; probability: number }>();
  for (const set of subsets(atoms, order)) {
    if (!stops(assessment, worst, set) || set.some((atom) => stops(assessment, worst, set.toSpliced(set.indexOf(atom), 1)))) continue;
    const key = set
      .map((atom) => atom.like)
      .sort()
      .join(' + ');
    const before = found.get(key);
    const probability = ways(set) * set.reduce((product, atom) => product * atom.down, 1);
    found.set(key, { atoms: set, probability: (before?.probability ?? 0) + probability });
  }
  const classes = [...found.values()].map((it) => ({ events: labels(assessment, atoms, it.atoms), probability: it.probability }));
  return merged([...classes, ...manyNodes(assessment, atoms, order), ...crashes(assessment, missing)]);
}

function worstOf({ staged }: Assessment): Candidate | undefined {
  let worst: Candidate | undefined;
  let most = -1;
  for (const { candidates } of staged)
    for (const candidate of candidates) {
      const figure = seriesUnavailability([candidate.upper]);
      if (figure > most) [worst, most] = [candidate, figure];
    }
  return worst;
}

function atomsOf({ setting }: Assessment, { counts, loads }: Candidate): readonly Atom[] {
  const { grid } = setting;
  const away = ratesOf(setting, counts).upper;
  const vector = zoneVector(grid.leaves, grid.zones, counts);
  const zones = vector.flatMap((pods, zone): Atom[] => {
    const down = away.zone[zone] ?? 0;
    return pods > 0 && down > 0
      ? [{ zone, node: false, count: 1, pods, down, like: `zone ${pods} ${down} ${grid.symmetry.classOfZone[zone]}` }]
      : [];
  });
  const nodes = loads.flatMap((loaded, leaf) => {
    const zone = grid.leaves[leaf]?.zone ?? 0;
    const down = away.node[leaf] ?? 0;
    return [...new Set(loaded)].map((pods): Atom => {
      const like = `node ${pods} ${down} ${grid.symmetry.classOfZone[zone]} ${vector[zone]}`;
      return { zone, node: true, count: loaded.filter((other) => other === pods).length, pods, down, like };
    });
  });
  return [...zones, ...nodes.filter((node) => node.down > 0)];
}

/** Sets of so many things at most, of one kind as many as there are; a node of a zone that is in the set anyway adds nothing. */
function* subsets(atoms: readonly Atom[], order: number, from = 0, taken = 0): Generator<readonly Atom[]> {
  if (order === 0) return;
  for (let i = from; i < atoms.length; i++) {
    const atom = atoms[i] as Atom;
    const before = i === from ? taken : 0;
    if (before === atom.count) continue;
    yield [atom];
    for (const rest of subsets(atoms, order - 1, i, before + 1))
      if (!rest.some((other) => other.node && !atom.node && other.zone === atom.zone)) yield [atom, ...rest];
  }
}

/** In how many ways the things of a set can be picked. */
function ways(set: readonly Atom[]): number {
  return [...new Set(set)].reduce((product, atom) => product * choose(atom.count, set.filter((other) => other === atom).length), 1);
}

function stops({ predicate, setting }: Assessment, { counts, loads }: Candidate, set: readonly Atom[]): boolean {
  const { grid } = setting;
  const vector = zoneVector(grid.leaves, grid.zones, counts);
  const missing = predicate.replicas - vector.reduce((sum, pods) => sum + pods, 0);
  if (missing + set.reduce((sum, atom) => sum + atom.pods, 0) > predicate.tolerated) return true;
  const { copies } = fatalOf(predicate);
  if (copies === undefined) return false;
  const limit = spreadOfCopies(
    predicate,
    vector,
    loads.reduce((sum, it) => sum + it.length, 0),
  );
  const byZone = new Map<number, number>();
  for (const atom of set) {
    const lost = atom.node ? Math.min(atom.pods, limit.perNode) : Math.min(atom.pods, limit.perZone);
    byZone.set(atom.zone, Math.min(limit.perZone, (byZone.get(atom.zone) ?? 0) + lost));
  }
  return [...byZone.values()].reduce((sum, lost) => sum + lost, 0) >= copies;
}

function labels({ setting }: Assessment, atoms: readonly Atom[], set: readonly Atom[]): string[] {
  const classes = new Map<string, readonly Atom[]>();
  for (const atom of set) classes.set(atom.like, [...(classes.get(atom.like) ?? []), atom]);
  return [...classes].map(([like, members]) => {
    const [one] = members;
    const alike = atoms.reduce((sum, atom) => (atom.like === like ? sum + atom.count : sum), 0);
    if (one?.node && singleNodeZones(setting).has(one.zone))
      return alike === 1
        ? `the only node of zone ${setting.cluster.zones[one.zone]?.name}`
        : `any ${members.length} of ${alike} nodes, each the only one of its zone`;
    const load = one?.pods === 1 ? 'a pod' : `${one?.pods} pods`;
    if (one?.node) return `any ${members.length} of ${alike} nodes that carry ${load}`;
    const zone = one?.zone ?? 0;
    const { classOfZone } = setting.grid.symmetry;
    const exchangeable = classOfZone.filter((it) => it === classOfZone[zone]).length;
    const carrying = atoms.filter((atom) => !atom.node && classOfZone[atom.zone] === classOfZone[zone]).length;
    // Zones that carry different numbers of pods are no equals.
    if (alike < carrying)
      return alike === 1 ? `the zone that carries ${load}` : `any ${members.length} of ${alike} zones that carry ${load}`;
    return exchangeable === 1 ? `zone ${setting.cluster.zones[zone]?.name}` : `any ${members.length} of ${exchangeable} zones`;
  });
}

/** Where more failures are needed than were tried one by one: nodes of one pod each, so many at a time. */
function manyNodes({ predicate }: Assessment, atoms: readonly Atom[], tried: number): CutSet[] {
  const nodes = atoms.filter((atom) => atom.node);
  const count = nodes.reduce((sum, node) => sum + node.count, 0);
  const fatal = Math.min(predicate.tolerated + 1, predicate.shards?.copies ?? Number.POSITIVE_INFINITY);
  if (fatal <= tried || fatal > Math.min(count, mostOrder) || nodes.some((node) => node.pods !== 1 || node.down !== nodes[0]?.down))
    return [];
  return [
    {
      events: [`any ${fatal} of ${count} nodes that carry a pod`],
      probability: choose(count, fatal) * (nodes[0]?.down ?? 0) ** fatal,
    },
  ];
}

function crashes({ predicate, setting }: Assessment, missing: number): CutSet[] {
  const crash = unavailability(setting.cluster.crash);
  const pods = predicate.replicas - missing;
  const fatal = Math.min(predicate.tolerated + 1 - missing, predicate.shards?.copies ?? Number.POSITIVE_INFINITY);
  if (crash === 0 || fatal > pods || fatal > mostOrder) return [];
  return [{ events: [`any ${fatal} of ${pods} pods crash`], probability: choose(pods, fatal) * crash ** fatal }];
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
}

function merged(classes: readonly CutSet[]): readonly CutSet[] {
  const sums = new Map<string, CutSet>();
  for (const it of classes) {
    const key = it.events.join(' + ');
    sums.set(key, { events: it.events, probability: (sums.get(key)?.probability ?? 0) + it.probability });
  }
  return [...sums.values()].sort((a, b) => b.probability - a.probability).slice(0, mostClasses);
}
