import { zoneVector } from '../placement/symmetry';
import type { Assessment } from '../verdict/assessment';
import { waitsForItsNode } from './planned-work';
import type { Range, Risk } from './risk';
import { eventRisk } from './row';

/** A member of a chain with its rows. */
export interface MemberRows {
  readonly member: Assessment;
  readonly risks: readonly Risk[];
}

type Domain = 'node' | 'zone';

/** The rows whose events hit members at the same moment, by what is lost. Rollouts and crashes are each member's own. */
const domains: Readonly<Record<string, Domain>> = {
  'node-failover': 'node',
  'node-interruption': 'node',
  'planned-work': 'node',
  'zone-failover': 'zone',
};

/** So many pairs of placements are compared; of more, nothing is taken to be shared. */
const mostPairs = 2_000;

const nothing: Range = { value: 0, low: 0, high: 0 };

/**
 * The rows of a chain in which what one event takes from several members is counted once: a dependency's rows leave out the requests that the same event has taken from a
 * member before it.
 *
 * An event at x takes the share s(x) of one member's requests and t(x) of another's, which is s + t - s t of all, since each picks a pod by itself. So the later one's
 * row loses the part that s t, summed over all x, is of the sum of t, for as long as both last. Which nodes carry pods of both isn't known: what counts is the placement
 * that shares least. Of several earlier members the one that shares most counts, which errs on the safe side (Hunter's bound: P(A or B or C) is at most
 * P(A) + P(B) - P(AB) + P(C) - P(BC)).
 *
 * @param known parts that were computed before: workloads of one shape with equal rows share them
 */
export function countedOnce(members: readonly MemberRows[], known: SharedParts): readonly Risk[] {
  const earlier = new Map<string, Map<number, Row>>();
  return members.flatMap(({ member, risks }) => {
    const rows = risks.map((risk): Row => ({ member, risk, kind: known.kindOf(risk, member) }));
    const counted = rows.map((row) => less(row, earlier.get(row.risk.id)?.values() ?? [], known));
    for (const row of rows) {
      const { id } = row.risk;
      if (!domains[id] || rows.find(({ risk }) => risk.id === id) !== row) continue;
      const kinds = earlier.get(id) ?? new Map<number, Row>();
      earlier.set(id, kinds);
      if (!kinds.has(row.kind)) kinds.set(row.kind, row);
    }
    return counted;
  });
}

/** A row without the part that it shares with one of some earlier ones: with the first of those with which it shares most. */
function less({ member, risk, kind }: Row, earlier: Iterable<Row>, known: SharedParts): Risk {
  let most: { readonly part: Range; readonly by: string } = { part: nothing, by: '' };
  for (const other of earlier) {
    const part = known.of({ member, risk, kind }, other);
    if (part.value > most.part.value) most = { part, by: other.member.workload.name };
  }
  return most.part.value > 0 ? without(risk, most.part, most.by) : risk;
}

/** A row of a member; rows of one kind share the same parts with others. */
interface Row {
  readonly member: Assessment;
  readonly risk: Risk;
  readonly kind: number;
}

/** The parts that kinds of rows share. Many workloads have few kinds of rows; it lives as long as one judgement. */
export class SharedParts {
  private readonly kinds = new Map<string, number>();
  private readonly known = new WeakMap<Risk, number>();
  private readonly parts = new Map<string, Range>();

  /** Everything that a part depends on: the shape of the workload, and the figures of the row. */
  kindOf(risk: Risk, { shape }: Assessment): number {
    const before = this.known.get(risk);
    if (before !== undefined) return before;
    const { id, events, share, notice, recover } = risk;
    const figures = [events, share, notice, recover].map((it) => `${it?.value} ${it?.low} ${it?.high}`);
    const text = [id, shape, waitsForItsNode(risk), ...figures].join();
    const kind = this.kinds.get(text) ?? this.kinds.size;
    this.kinds.set(text, kind);
    this.known.set(risk, kind);
    return kind;
  }

  /** The part of a row in which the same events have hit an earlier member's requests. */
  of(later: Row, earlier: Row): Range {
    const key = `${later.kind} ${earlier.kind}`;
    const part = this.parts.get(key) ?? sharedPart(later, earlier);
    this.parts.set(key, part);
    return part;
  }
}

function without(risk: Risk, part: Range, by: string): Risk {
  const { share } = risk;
  const because = `${share.because ?? share.source}; less ${Number((100 * part.value).toPrecision(3))}%, which the same events take from ${by} already`;
  const less = { ...risk, share: { ...share, ...reduced(share, part), because } };
  const { events, notice, recover } = less;
  // The rows that are shared all have events. The ends of the factor that is printed are those that count.
  return events && notice && recover ? eventRisk(less, { events, share: less.share, notice, recover }) : risk;
}

/** What is left of a range. More may be shared at its upper end, which then is no less than the figure itself. */
function reduced(range: Range, part: Range): Range {
  const left = (end: keyof Range) => range[end] * (1 - part[end]);
  const value = left('value');
  return { value, low: Math.min(value, left('low')), high: Math.max(value, left('high')) };
}

/** What an event of a row does to one member, at one end of the ranges. */
interface Hit {
  /** Events a year at one node or zone. */
  readonly rate: number;
  /** The share of requests that one pod of a lost node takes along, or a lost zone for each pod's share in it. */
  readonly each: number;
  readonly seconds: number;
}

function hitOf({ events, share, notice, recover }: Risk, { setting, predicate }: Assessment, domain: Domain, end: keyof Range): Hit {
  const zones = new Set(setting.grid.leaves.map(({ zone }) => zone)).size;
  const units = domain === 'node' ? predicate.replicas : zones;
  return {
    rate: (events?.[end] ?? 0) / units,
    each: domain === 'node' ? share[end] : (share[end] * zones) / predicate.replicas,
    seconds: (notice?.[end] ?? 0) + (recover?.[end] ?? 0),
  };
}

function sharedPart({ risk, member: later }: Row, { risk: other, member: earlier }: Row): Range {
  const domain = domains[risk.id];
  if (!domain || !lastsAlike(risk, other)) return nothing;
  const [ones, others] = [loadsOf(later, domain), loadsOf(earlier, domain)];
  if (ones.length === 0 || others.length === 0 || ones.length * others.length > mostPairs) return nothing;
  const units = unitsOf([later, earlier], domain);
  const part = (end: keyof Range): number => {
    const [hit, before] = [hitOf(risk, later, domain, end), hitOf(other, earlier, domain, end)];
    const all = later.predicate.replicas * hit.each * hit.rate * hit.seconds;
    if (all === 0) return 0;
    const least = Math.min(...ones.flatMap((one) => others.map((two) => overlap(one, two, units, hit.each, before.each))));
    return (least * Math.min(hit.rate, before.rate) * Math.min(hit.seconds, before.seconds)) / all;
  };
  return { value: part('value'), low: part('low'), high: part('high') };
}

/** Pods that move in maintenance do so each in its own time; those that wait for their node are away for as long as it is. */
function lastsAlike(risk: Risk, other: Risk): boolean {
  return risk.id !== 'planned-work' || [risk, other].every(waitsForItsNode);
}

/** The least that two placements share, whichever nodes their pods are on: the fullest of one meet the emptiest of the other (rearrangement inequality). */
function overlap(one: readonly number[], other: readonly number[], units: number, each: number, eachOther: number): number {
  let sum = 0;
  one.forEach((pods, at) => {
    const met = other[units - 1 - at] ?? 0;
    sum += Math.min(1, pods * each) * Math.min(1, met * eachOther);
  });
  return sum;
}

const loadsKnown = new WeakMap<Assessment['staged'], Map<Domain, readonly (readonly number[])[]>>();

/** The pods on each node or in each zone, the most first, of every placement; none where not all ways to put pods on nodes are known. */
function loadsOf(member: Assessment, domain: Domain): readonly (readonly number[])[] {
  const known = loadsKnown.get(member.staged) ?? new Map<Domain, readonly (readonly number[])[]>();
  loadsKnown.set(member.staged, known);
  const before = known.get(domain);
  if (before) return before;
  const { leaves, zones } = member.setting.grid;
  const candidates = member.staged.flatMap((it) => it.candidates);
  const all =
    domain === 'zone' ? member.staged.map(({ counts }) => zoneVector(leaves, zones, counts)) : candidates.map(({ loads }) => loads.flat());
  const sorted = all.map((loads) => [...loads].sort((a, b) => b - a));
  const isKnown = domain === 'zone' || candidates.every(({ single }) => single);
  const found = isKnown ? [...new Map(sorted.map((loads) => [loads.join(), loads])).values()] : [];
  known.set(domain, found);
  return found;
}

/** The nodes or zones that are open to either of two members. */
function unitsOf(members: readonly Assessment[], domain: Domain): number {
  const open = members.flatMap(({ setting }) => setting.grid.leaves.filter(({ perNode }) => perNode > 0));
  if (domain === 'zone') return new Set(open.map(({ zone }) => zone)).size;
  const cells = members[0]?.setting.cluster.cells ?? [];
  return [...new Set(open.map(({ cell }) => cell))].reduce((sum, at) => sum + (cells[at]?.growth?.nodes ?? cells[at]?.nodes ?? 0), 0);
}
