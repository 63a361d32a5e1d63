import { type Cluster, hostnameLabel } from '../../../cluster/cluster';
import { idOf } from '../../../manifests/identity';
import type { Stuck } from '../../result';
import type { Workload } from '../../workload/workload';
import { type Others, type Outage, type Shortfall, shortfallOf } from './certificate';
import { type Claim, Claims, type Phase } from './claim';
import type { Crowd } from './crowd';
import type { Entry, Neighbourhood, When } from './entry';
import { othersIn } from './others';
import { stays } from './overcrowding';
import { areLevel, preemptorsAmong, threatTo } from './preemption';
import { keepsApart } from './rivals';
import { Roster } from './roster';
import { crowdOf, leavesRegion, type Settlement, settle } from './settlement';
import { Shortage } from './shortage';

/** Whether a workload's pods find a place whatever legal places all others take. */
export interface Outlook {
  /** A text that is equal for workloads of one shape that have equal prospects. */
  readonly key: string;
  /** Whether pods lost with a node or a zone surely find another place before it is back. */
  readonly recovers: boolean;
  /** Whether pods may wait for a place, or lose it to others, with nothing lost. */
  readonly waits: boolean;
  /** What keeps that from being sure, or makes it certain that some pods wait indefinitely; empty where it is sure. What exactly, costs a search for each. */
  readonly stuck: readonly Stuck[];
}

/** What a workload lacks: in order to stand at all, to recover from the loss of a node or a zone, and to be drained. */
interface Prospects {
  readonly place: Shortfall | undefined;
  readonly recovers: boolean;
  readonly drain: Shortfall | undefined;
}

/** A workload that differs from the base. */
interface Edited {
  readonly before: Entry;
  readonly after: Entry;
}

/** What a proof says of a workload beside others on the same nodes (docs/decisions/0080-joint-placement.md). */
export class Joint implements Neighbourhood {
  readonly cluster: Cluster;
  private readonly roster: Roster;
  private readonly changed: readonly Edited[];
  private readonly settlements: Map<Outage, Settlement>;
  private readonly known: Map<string, Shortfall | undefined>;
  private readonly prospectsKnown = new Map<Claim, Prospects>();
  private readonly enlarged = new Map<string, Joint>();
  private all: readonly Entry[] | undefined;
  private readonly stands: Readonly<Record<When, Map<Claim, boolean>>> = { 'at any time': new Map(), 'after a fresh start': new Map() };
  private threats: ReadonlyMap<number, Entry> | undefined;
  private always: Crowd | undefined;
  private atFirst: Crowd | undefined;
  /** Whether all are equally important, so that none preempts. */
  private readonly isLevel: boolean;

  /** @param workloads all that make pods, those that are not judged as well */
  static of(workloads: readonly Workload[], cluster: Cluster): Joint {
    return new Joint(Roster.of(workloads, new Claims(cluster)), cluster);
  }

  /**
   * @param base one of the same workloads
   * @param edits those that differ from the base, which is taken to hold for the others
   */
  private constructor(roster: Roster, cluster: Cluster, base?: Joint, edits: ReadonlyMap<string, Workload> = new Map()) {
    this.roster = roster;
    this.cluster = cluster;
    this.settlements = base?.settlements ?? new Map();
    this.known = base?.known ?? new Map();
    this.changed = [...edits].flatMap(([id, workload]) => {
      const before = roster.get(id);
      return before ? [{ before, after: { ...before, claim: roster.claims.of(workload) } }] : [];
    });
    const edited = this.changed.flatMap(({ before, after }) => [before.claim, after.claim]);
    this.isLevel = base ? base.isLevel && areLevel(edited) : areLevel([...roster.tallies.keys()]);
  }

  /** All that make pods, those that are not judged as well. */
  get workloads(): readonly Workload[] {
    return this.roster.workloads;
  }

  /** The same with some workloads changed: what was sure of the others is taken to stay so. */
  with(edits: ReadonlyMap<string, Workload>): Joint {
    return new Joint(this.roster, this.cluster, this, edits);
  }

  /** The same with some workloads as they are given, and nothing taken for granted of the others. */
  replacing(workloads: readonly Workload[]): Joint {
    return new Joint(this.roster.replacing(workloads), this.cluster);
  }

  /** The same workloads on another cluster. */
  on(cluster: Cluster): Joint {
    return new Joint(this.roster.on(cluster), cluster);
  }

  of(workload: Workload): Outlook {
    const entry = this.entry(idOf(workload));
    if (!entry) return { key: 'alone', recovers: true, waits: false, stuck: [] };
    const { place, recovers, drain } = this.prospects(entry);
    const threat = this.threatOf(entry);
    const waits = place !== undefined || threat !== undefined;
    const stuck: Stuck[] = [];
    if (waits || drain) {
      const shortage = new Shortage(this, entry);
      if (place) stuck.push(...shortage.ofPlace(place));
      else if (drain) stuck.push(...shortage.ofDrain(drain));
      if (threat) stuck.push(...shortage.ofPreemption(threat));
    }
    // What exactly is stuck costs a search, and is the same for one workload in one place.
    const key = `${recovers} ${place !== undefined} ${stuck.length} ${stuck.length > 0 ? entry.id : ''}`;
    return { key, recovers, waits, stuck };
  }

  /** All that takes room. */
  members(): readonly Entry[] {
    this.all ??= [...this.roster.ids()].map((id) => this.entry(id) as Entry);
    return this.all;
  }

  /** Whether a place were sure if the workload were another, with nothing lost or with a node. */
  isSureWith(entry: Entry, workload: Workload, outage: Outage): boolean {
    return this.check({ ...entry, claim: this.roster.claims.of(workload) }, outage) === undefined;
  }

  surelyStands(entry: Entry, when: When): boolean {
    const known = this.isShared(entry) ? this.stands[when].get(entry.claim) : undefined;
    if (known !== undefined) return known;
    const found = this.standsFor(entry, when);
    if (this.isShared(entry)) this.stands[when].set(entry.claim, found);
    return found;
  }

  private standsFor(entry: Entry, when: When): boolean {
    const { claim } = entry;
    if (!stays(claim) || !leavesRegion(claim) || claim.eligible.length === 0) return false;
    const stands = (settlement: Settlement, phase: Phase): boolean => {
      const others = this.others(entry, settlement, leastThatStays(claim), phase);
      return shortfallOf(claim, others, phase, 'nothing', this.cluster, true) === undefined;
    };
    if (when === 'at any time') return stands(this.settled('nothing'), 'waiting');
    this.atFirst ??= crowdOf(this.roster, this.cluster, () => 'rest', 'rest');
    return stands({ crowd: this.atFirst, phaseOf: () => 'rest' }, 'rest');
  }

  /** The same workloads with so many nodes more in some cells; made once. */
  larger(cells: readonly number[], extra: number): Joint {
    const key = `${cells.join()} ${extra}`;
    const known = this.enlarged.get(key);
    if (known) return known;
    const cluster = {
      ...this.cluster,
      cells: this.cluster.cells.map((cell, index) => (cells.includes(index) ? { ...cell, nodes: cell.nodes + extra } : cell)),
    };
    const found = this.on(cluster);
    this.enlarged.set(key, found);
    return found;
  }

  entry(id: string): Entry | undefined {
    return this.changed.find(({ after }) => after.id === id)?.after ?? this.roster.get(id);
  }

  /** Where nothing has changed, workloads of equal claims that have no rivals share what is found. */
  private isShared(entry: Entry): boolean {
    return this.changed.length === 0 && entry.rivals.length === 0;
  }

  private prospects(entry: Entry): Prospects {
    const isShared = this.isShared(entry);
    const known = isShared ? this.prospectsKnown.get(entry.claim) : undefined;
    if (known) return known;
    const place = this.shortfall(entry, 'nothing');
    const found: Prospects = {
      place,
      recovers: this.shortfall(entry, 'zone') === undefined && entry.rivals.length === 0,
      drain: place ? undefined : this.drain(entry),
    };
    if (isShared) this.prospectsKnown.set(entry.claim, found);
    return found;
  }

  /** A drain waits where more pods may run on its node than the budget lets go at a time, and evicted ones may find no place. */
  private drain(entry: Entry): Shortfall | undefined {
    const { phaseOf } = this.settled('nothing');
    return waitsForPlaces(entry.claim, phaseOf(this.standing(entry))) ? this.shortfall(entry, 'node') : undefined;
  }

  /** Pods of lower priority make room for those that find none, be it for a moment. */
  private threatOf(entry: Entry): Entry | undefined {
    if (this.isLevel) return undefined;
    this.threats ??= this.asItBegins().preemptors();
    return threatTo(entry, this.threats);
  }

  /** The same without the nodes that pools may grow by: a pod that finds no room preempts before one is added. */
  private asItBegins(): Joint {
    if (!this.cluster.cells.some(({ growth }) => growth)) return this;
    const cluster = { ...this.cluster, cells: this.cluster.cells.map(({ growth: _, ...cell }) => cell) };
    return new Joint(
      this.roster.on(cluster),
      cluster,
      undefined,
      new Map(this.changed.map(({ after }) => [after.id, after.claim.workload])),
    );
  }

  private preemptors(): ReadonlyMap<number, Entry> {
    return preemptorsAmong(this.members(), (entry) => this.findsRoomAtAnyTime(entry));
  }

  private findsRoomAtAnyTime(entry: Entry): boolean {
    this.always ??= crowdOf(this.roster, this.cluster, () => 'moving', 'moving');
    const others = this.others(entry, { crowd: this.always, phaseOf: () => 'moving' }, Number.NEGATIVE_INFINITY, 'moving');
    return shortfallOf(entry.claim, others, 'moving', 'zone', this.cluster) === undefined;
  }

  private shortfall(entry: Entry, outage: Outage): Shortfall | undefined {
    if (entry.rivals.length > 0) return this.check(entry, outage);
    const key = [entry.claim.id, this.described(this.standing(entry), outage), ...this.changesBeside(entry, outage)].join();
    if (this.known.has(key)) return this.known.get(key);
    const found = this.check(entry, outage);
    this.known.set(key, found);
    return found;
  }

  /** A workload before any change. */
  private standing({ id }: Entry): Entry {
    return this.roster.get(id) as Entry;
  }

  /** What a workload takes, as a text. */
  private described(entry: Entry, outage: Outage): string {
    return `${outage} ${entry.claim.id} ${this.settled(outage).phaseOf(entry)}`;
  }

  /** What changes beside a workload: in any order, and whatever the names. */
  private changesBeside({ id }: Entry, outage: Outage): readonly string[] {
    const others = this.changed.filter(({ before }) => before.id !== id);
    return others.map(({ before, after }) => `${this.described(before, outage)} ${after.claim.id}`).sort();
  }

  private check(entry: Entry, outage: Outage): Shortfall | undefined {
    const others = this.others(entry, this.settled(outage), leastThatStays(entry.claim), 'waiting');
    return shortfallOf(entry.claim, others, 'waiting', outage, this.cluster);
  }

  /** The others while something is out of service. */
  private settled(outage: Outage): Settlement {
    const known = this.settlements.get(outage);
    if (known) return known;
    const { roster, cluster } = this;
    const isSure = (claim: Claim, { crowd, phaseOf }: Settlement): boolean => {
      const phase = phaseOf({ id: '', claim, rivals: [] });
      const others = othersIn(crowd, { least: leastThatStays(claim), without: [{ claim, phase }], rivals: [], changed: [] });
      return outage !== 'zone' && shortfallOf(claim, others, 'waiting', outage, cluster) === undefined;
    };
    const found = settle(roster, cluster, isSure);
    this.settlements.set(outage, found);
    return found;
  }

  /** @param phase of those that have changed */
  private others(entry: Entry, { crowd, phaseOf }: Settlement, least: number, phase: Phase): Others {
    const stands = (id: string) => this.roster.get(id) as Entry;
    const rivals = entry.rivals.filter(
      ({ id, key }) => this.roster.get(id) && !(key === hostnameLabel && stands(id).claim.workload.priority.most < least),
    );
    // On a node without the label of the rule both may stand, and take each other's room.
    const shunning = rivals.filter(({ id, key }) => keepsApart(key, entry.claim, stands(id).claim, this.cluster));
    const apart = new Set([entry.id, ...shunning.map(({ id }) => id)]);
    return othersIn(crowd, {
      least,
      without: [...apart].map(stands).map((it) => ({ claim: it.claim, phase: phaseOf(it) })),
      rivals: rivals.map(({ id, key }) => ({ key, claim: this.entry(id)?.claim ?? stands(id).claim, phase: phaseOf(stands(id)) })),
      changed: this.changed
        .filter(({ after }) => !apart.has(after.id))
        .map(({ before, after }) => ({ before: { claim: before.claim, phase: phaseOf(before) }, after: { claim: after.claim, phase } })),
    });
  }
}

/** The priority from which on others don't yield to a workload. */
function leastThatStays({ workload: { priority } }: Claim): number {
  return priority.preempts ? priority.least : Number.NEGATIVE_INFINITY;
}

/** Whether more pods may run on one node than the budget lets go at a time. */
function waitsForPlaces({ workload, perNode, eligible }: Claim, phase: Phase): boolean {
  if (workload.kind === 'DaemonSet' || workload.budgets.length === 0) return false;
  const allowed = Math.min(...workload.budgets.map((budget) => budget.allowed));
  return Math.max(0, ...eligible.map((cell) => perNode[cell]?.[phase] ?? 0)) > allowed;
}
