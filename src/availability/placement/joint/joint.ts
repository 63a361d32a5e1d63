import { type Cluster, hostnameLabel } from '../../../cluster/cluster';
import { idOf } from '../../../manifests/identity';
import type { Stuck } from '../../result';
import type { Workload } from '../../workload/workload';
import { activeOf, tellsNodesApart } from '../grid';
import { type Others, type Outage, type Shortfall, shortfallOf } from './certificate';
import { type Claim, Claims, type Phase } from './claim';
import { Crowd } from './crowd';
import type { Entry, Neighbourhood } from './entry';
import { rivalsOf } from './rivals';
import { Shortage } from './shortage';

/** Whether a workload's pods find a place whatever legal places all others take. */
export interface Outlook {
  /** A text that is equal for workloads of one shape that have equal prospects. */
  readonly key: string;
  /** Whether pods lost with a node or a zone surely find another place before it is back. */
  readonly recovers: boolean;
  /** What keeps that from being sure, or makes it certain that some pods wait indefinitely; empty where it is sure. */
  readonly stuck: readonly Stuck[];
}

/** What a proof says of a workload beside others on the same nodes (docs/decisions/0080-joint-placement.md). */
export class Joint implements Neighbourhood {
  readonly workloads: readonly Workload[];
  readonly cluster: Cluster;
  private readonly claims: Claims;
  private readonly entries = new Map<string, Entry>();
  private readonly changed: readonly { readonly before: Entry; readonly after: Entry }[];
  private readonly crowds = new Map<Outage, { readonly crowd: Crowd; readonly phases: ReadonlyMap<string, Phase> }>();
  private readonly known: Map<string, Shortfall | undefined>;
  private readonly enlarged = new Map<string, Joint>();
  private threats: ReadonlyMap<number, Entry> | undefined;
  /** Whether all are equally important, so that none preempts. */
  private readonly isLevel: boolean;

  /**
   * @param workloads all that make pods, those that are not judged as well
   * @param base one on the same cluster, whose claims are known
   * @param edits those that differ from the base, which is taken to hold for the others
   */
  constructor(workloads: readonly Workload[], cluster: Cluster, base?: Joint, edits?: ReadonlyMap<string, Workload>) {
    this.workloads = workloads;
    this.cluster = cluster;
    this.claims = base?.claims ?? new Claims(cluster);
    this.known = (edits && base?.known) ?? new Map();
    if (base && edits) {
      this.entries = base.entries;
      this.crowds = base.crowds;
      this.changed = [...edits].flatMap(([id, workload]) => {
        const before = base.entries.get(id);
        return before ? [{ before, after: { ...before, claim: this.claims.of(workload) } }] : [];
      });
      this.isLevel = base.isLevel && this.changed.every(({ before, after }) => areLevel([before, after]));
      return;
    }
    this.changed = [];
    const rivals = rivalsOf(workloads);
    for (const workload of workloads) {
      const id = this.entries.has(idOf(workload)) ? `${idOf(workload)}#${this.entries.size}` : idOf(workload);
      this.entries.set(id, { id, claim: this.claims.of(workload), rivals: rivals.get(id) ?? [] });
    }
    this.isLevel = areLevel([...this.entries.values()]);
  }

  /** The same with some workloads changed: what was sure of the others is taken to stay so. */
  with(edits: ReadonlyMap<string, Workload>): Joint {
    return new Joint(this.workloads, this.cluster, this, edits);
  }

  /** The same with some workloads as they are given, and nothing taken for granted of the others. */
  replacing(workloads: readonly Workload[]): Joint {
    const changed = new Map(workloads.map((workload) => [idOf(workload), workload]));
    const all = this.workloads.map((workload) => changed.get(idOf(workload)) ?? workload);
    return new Joint(all, this.cluster, this);
  }

  /** The same workloads on another cluster. */
  on(cluster: Cluster): Joint {
    return new Joint(this.workloads, cluster);
  }

  of(workload: Workload): Outlook {
    const entry = this.entry(idOf(workload));
    if (!entry) return { key: 'alone', recovers: true, stuck: [] };
    const place = this.shortfall(entry, 'nothing');
    const recovers = this.shortfall(entry, 'zone') === undefined && entry.rivals.length === 0;
    const shortage = new Shortage(this, entry);
    const stuck = [...(place ? shortage.ofPlace(place) : this.drain(entry, shortage)), ...this.preempted(entry, shortage)];
    // What exactly is stuck costs a search, and is the same for one workload in one place.
    const key = `${recovers} ${place !== undefined} ${stuck.length} ${stuck.length > 0 ? entry.id : ''}`;
    return { key, recovers, stuck };
  }

  /** All that takes room. */
  members(): readonly Entry[] {
    return [...this.entries.keys()].map((id) => this.entry(id) as Entry);
  }

  /** Whether a place were sure if the workload were another, with nothing lost or with a node. */
  isSureWith(entry: Entry, workload: Workload, outage: Outage): boolean {
    return this.check({ ...entry, claim: this.claims.of(workload) }, outage) === undefined;
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
    return this.changed.find(({ after }) => after.id === id)?.after ?? this.entries.get(id);
  }

  /** A drain waits where more pods may run on its node than the budget lets go at a time, and evicted ones may find no place. */
  private drain(entry: Entry, shortage: Shortage): readonly Stuck[] {
    const phase = this.settled('nothing').phases.get(entry.id) ?? 'waiting';
    const shortfall = waitsForPlaces(entry.claim, phase) ? this.shortfall(entry, 'node') : undefined;
    return shortfall ? shortage.ofDrain(shortfall) : [];
  }

  /** Pods of lower priority make room for those that find none, be it for a moment. */
  private preempted(entry: Entry, shortage: Shortage): readonly Stuck[] {
    this.threats ??= this.isLevel ? new Map() : this.preemptors();
    const { priority } = entry.claim.workload;
    const threat = entry.claim.eligible
      .flatMap((cell) => this.threats?.get(cell) ?? [])
      .find(({ claim }) => claim.workload.priority.most > priority.least);
    return threat && threat.id !== entry.id ? shortage.ofPreemption(threat) : [];
  }

  /** For each cell the most important workload that may lack room there and take that of others. */
  private preemptors(): ReadonlyMap<number, Entry> {
    const members = this.members();
    const lowest = Math.min(...members.map(({ claim }) => claim.workload.priority.least));
    const found = new Map<number, Entry>();
    for (const entry of members) {
      const { priority } = entry.claim.workload;
      if (!priority.preempts || priority.most <= lowest || this.findsRoomAtAnyTime(entry)) continue;
      for (const cell of entry.claim.eligible)
        if (priority.most > (found.get(cell)?.claim.workload.priority.most ?? Number.NEGATIVE_INFINITY)) found.set(cell, entry);
    }
    return found;
  }

  private findsRoomAtAnyTime(entry: Entry): boolean {
    const { approximate, unmodelled, bypasses, priority: own } = entry.claim.workload;
    // Of a class that isn't known the range of its priority says all.
    const isKnown = approximate === undefined || (!Number.isFinite(own.most) && unmodelled.length === 1);
    if (!isKnown || bypasses) return false;
    const members = this.members().map(({ claim }) => ({ claim, phase: 'moving' as const }));
    this.always ??= new Crowd(members, this.cluster);
    const others = this.others(entry, this.always, () => 'moving', Number.NEGATIVE_INFINITY, []);
    return shortfallOf(entry.claim, others, 'moving', 'zone', this.cluster) === undefined;
  }
  private always: Crowd | undefined;

  private shortfall(entry: Entry, outage: Outage): Shortfall | undefined {
    if (entry.rivals.length > 0) return this.check(entry, outage);
    const key = [entry.claim.id, this.standing(entry, outage), ...this.changesBeside(entry, outage)].join();
    if (this.known.has(key)) return this.known.get(key);
    const found = this.check(entry, outage);
    this.known.set(key, found);
    return found;
  }

  /** What a workload takes before any change, as a text. */
  private standing({ id }: Entry, outage: Outage): string {
    return `${outage} ${this.entries.get(id)?.claim.id} ${this.settled(outage).phases.get(id)}`;
  }

  /** What changes beside a workload: in any order, and whatever the names. */
  private changesBeside({ id }: Entry, outage: Outage): readonly string[] {
    const others = this.changed.filter(({ before }) => before.id !== id);
    return others.map(({ before, after }) => `${this.standing(before, outage)} ${after.claim.id}`).sort();
  }

  private check(entry: Entry, outage: Outage): Shortfall | undefined {
    const { crowd, phases } = this.settled(outage);
    const { preempts, least } = entry.claim.workload.priority;
    const others = this.others(
      entry,
      crowd,
      (id) => phases.get(id) ?? 'waiting',
      preempts ? least : Number.NEGATIVE_INFINITY,
      this.changed,
    );
    return shortfallOf(entry.claim, others, 'waiting', outage, this.cluster);
  }

  /**
   * The others while something is out of service. A workload whose pods surely find a place beside the worst of all others is at rest where nothing moves any more,
   * and takes less; that makes others sure in turn.
   */
  private settled(outage: Outage): { readonly crowd: Crowd; readonly phases: ReadonlyMap<string, Phase> } {
    const known = this.crowds.get(outage);
    if (known) return known;
    const entries = [...this.entries.values()];
    const phases = new Map<string, Phase>();
    const crowdNow = () =>
      new Crowd(
        entries.map(({ id, claim }) => ({ claim, phase: phases.get(id) ?? 'waiting' })),
        this.cluster,
      );
    let crowd = crowdNow();
    for (let round = 0; round < mostRounds && outage !== 'zone'; round++) {
      const verdicts = new Map<number, boolean>();
      const rested = entries.filter((entry) => {
        if (phases.has(entry.id) || !restsAlone(entry, this.cluster)) return false;
        const before = entry.rivals.length > 0 ? undefined : verdicts.get(entry.claim.id);
        if (before !== undefined) return before;
        const { preempts, least } = entry.claim.workload.priority;
        const others = this.others(entry, crowd, (id) => phases.get(id) ?? 'waiting', preempts ? least : Number.NEGATIVE_INFINITY, []);
        const sure = shortfallOf(entry.claim, others, 'waiting', outage, this.cluster) === undefined;
        verdicts.set(entry.claim.id, sure);
        return sure;
      });
      if (rested.length === 0) break;
      for (const { id } of rested) phases.set(id, 'rest');
      crowd = crowdNow();
    }
    const settled = { crowd, phases };
    this.crowds.set(outage, settled);
    return settled;
  }

  private others(
    entry: Entry,
    crowd: Crowd,
    phaseOf: (id: string) => Phase,
    least: number,
    changed: readonly { readonly before: Entry; readonly after: Entry }[],
  ): Others {
    const stands = (id: string) => this.entries.get(id) as Entry;
    const rivals = entry.rivals.filter(
      ({ id, key }) => this.entries.has(id) && !(key === hostnameLabel && stands(id).claim.workload.priority.most < least),
    );
    const apart = new Set([entry.id, ...rivals.map(({ id }) => id)]);
    const without = [...apart].map((id) => ({ claim: stands(id).claim, phase: phaseOf(id) }));
    const others = changed.filter(({ after }) => !apart.has(after.id));
    return {
      rivals: rivals.map(({ id, key }) => ({ key, claim: this.entry(id)?.claim ?? stands(id).claim, phase: phaseOf(id) })),
      filled: (region, resource, own, needed, nodes) => {
        const counts = (claim: Claim) => claim.workload.priority.most >= least;
        const less = (claim: Claim, phase: Phase) => ({ ...crowd.load(claim, phase, region, resource), count: -1 });
        const adjusted = [
          own,
          ...without.filter(({ claim }) => counts(claim)).map(({ claim, phase }) => less(claim, phase)),
          ...others.filter(({ before }) => counts(before.claim)).map(({ before }) => less(before.claim, phaseOf(before.id))),
          ...others.filter(({ after }) => counts(after.claim)).map(({ after }) => crowd.load(after.claim, 'waiting', region, resource)),
        ];
        return crowd.filled(region, resource, least, adjusted, needed, nodes);
      },
    };
  }
}

const mostRounds = 4;

/** Whether no workload is more important than another. */
function areLevel(entries: readonly Entry[]): boolean {
  const of = ({ claim }: Entry) => claim.workload.priority;
  const [first] = entries;
  return entries.every((entry) => of(entry).most === of(entry).least && of(entry).most === of(first as Entry).most);
}

/** Whether more pods may run on one node than the budget lets go at a time. */
function waitsForPlaces({ workload, perNode, eligible }: Claim, phase: Phase): boolean {
  if (workload.kind === 'DaemonSet' || workload.budgets.length === 0) return false;
  const allowed = Math.min(...workload.budgets.map((budget) => budget.allowed));
  return Math.max(0, ...eligible.map((cell) => perNode[cell]?.[phase] ?? 0)) > allowed;
}

/** Whether the workload's own rules never keep one of its pods waiting while each region is open: then it comes to rest. */
function restsAlone({ claim, rivals }: Entry, cluster: Cluster): boolean {
  const { workload, grid, eligible, most } = claim;
  const [rule, second] = grid.rules;
  if (workload.approximate !== undefined || second || grid.limits.length > 0 || workload.storage.pins !== 'free' || rivals.length > 0)
    return false;
  const overHosts = activeOf(workload).filter(({ key }) => key === hostnameLabel).length;
  if (workload.kind !== 'DaemonSet' && tellsNodesApart(workload, cluster, most) && (rule || overHosts > 1)) return false;
  if (!rule) return true;
  return rule.domains >= rule.minDomains && rule.domainOf.every((domain, cell) => domain < 0 || eligible.includes(cell));
}
