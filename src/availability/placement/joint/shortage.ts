import type { Cell } from '../../../cluster/cluster';
import { inMebibytes } from '../../../manifests/quantity';
import type { Stuck } from '../../result';
import type { Workload } from '../../workload/workload';
import type { Outage, Shortfall } from './certificate';
import { nodesOf, requestOf } from './claim';
import type { Entry, Neighbourhood, When } from './entry';
import { type Overcrowding, overcrowding, stays } from './overcrowding';
import { regionsOf } from './region';

/** Tells what room a workload lacks, among whom, and the cheapest change that gives it. All of it is worked out when it is read. */
export class Shortage {
  private readonly joint: Neighbourhood;
  private readonly entry: Entry;

  constructor(joint: Neighbourhood, entry: Entry) {
    this.joint = joint;
    this.entry = entry;
  }

  /** Pods that may find no place, or that certainly find none at rest or in a rolling update. */
  ofPlace(shortfall: Shortfall): readonly Stuck[] {
    const { id } = this.entry;
    const possibly: Finding = {
      event: 'placement',
      reason: () => `its pods may wait for a node forever: ${this.possibly(shortfall)}`,
      certain: false,
    };
    return [
      lazily(
        id,
        () => this.overcrowded() ?? possibly,
        () => this.fix(shortfall, 'nothing'),
      ),
    ];
  }

  /** A drain that may wait for a place. */
  ofDrain(shortfall: Shortfall): readonly Stuck[] {
    const reason = () => `an evicted pod may wait: with a node less, ${this.possibly(shortfall)}`;
    return [
      lazily(
        this.entry.id,
        () => ({ event: 'drain', reason, certain: false }),
        () => this.fix(shortfall, 'node'),
      ),
    ];
  }

  /** Pods that others of higher priority may evict. */
  ofPreemption(threat: Entry): readonly Stuck[] {
    const { most } = threat.claim.workload.priority;
    const priority = Number.isFinite(most) ? `priority ${most}` : 'a priority class that is not in the manifests';
    const who = this.listed([threat.id]);
    const because = `pods of ${who} (${priority}) may find no free node and preempt its pods: give it that priority or a higher one, give ${who} preemptionPolicy: Never, or add nodes`;
    return [{ event: 'placement', because, object: this.entry.id, certain: false }];
  }

  /** Why more pods want a place than there are places, if that is so. */
  private overcrowded(): Finding | undefined {
    const { kind, strategy, replicas } = this.entry.claim.workload;
    const atRest = kind === 'DaemonSet' ? this.besideDaemons() : this.tooMany(0, 'at any time');
    if (atRest) {
      const { found, certain } = atRest;
      const open = certain ? '' : ', so at least one of these workloads waits forever: whichever comes last';
      return { event: 'placement', reason: () => `${this.wanting(found)}${open}`, certain };
    }
    if (kind !== 'Deployment' || strategy.type !== 'rolling' || strategy.unavailable > 0 || strategy.surge === 0 || replicas === 0)
      return undefined;
    const rolling = this.tooMany(1, 'after a fresh start');
    if (!rolling) return undefined;
    const { found, certain } = rolling;
    const finds = certain ? 'finds no node' : 'may find no node';
    const reason = () => `maxUnavailable is 0, and the pod that a rolling update adds ${finds}: ${this.wanting(found)}`;
    return { event: 'rolling update', reason, certain };
  }

  /** Whose pods wait is certain where all others that are too many with them surely stand. */
  private tooMany(extra: number, when: When): Crowding | undefined {
    const members = this.joint.members();
    const found = overcrowding(this.entry, members, extra, this.joint.cluster);
    if (!found) return undefined;
    const among = new Set([...found.members, ...found.beside]);
    const lasting = members.filter((it) => it.id === this.entry.id || (among.has(it.id) && this.joint.surelyStands(it, when)));
    const sure = overcrowding(this.entry, lasting, extra, this.joint.cluster);
    return { found: sure ?? found, certain: sure !== undefined };
  }

  /** What a DaemonSet takes can be what others lack: then either of them waits. */
  private besideDaemons(): Crowding | undefined {
    const members = this.joint.members();
    const shares = ({ claim }: Entry) =>
      stays(claim) && claim.workload.kind !== 'DaemonSet' && claim.eligible.some((cell) => this.entry.claim.eligible.includes(cell));
    const without = members.filter((it) => it !== this.entry);
    for (const other of members.filter(shares).slice(0, mostNeighbours)) {
      const found = overcrowding(other, members, 0, this.joint.cluster);
      if (found?.beside.includes(this.entry.id) && !overcrowding(other, without, 0, this.joint.cluster)) return { found, certain: false };
    }
    return undefined;
  }

  private wanting({ resource, key, wanted, offered, unit, least = 0, members, beside }: Overcrowding): string {
    const who = this.listed(members);
    if (key !== undefined) return `${wanted} pods of ${who} may not share a ${key}, and there are ${offered}`;
    const name = resource as string;
    const daemons = beside.length > 0 ? ` beside DaemonSet ${this.listed(beside)}` : '';
    const nodes = `${this.nodes(this.entry.claim.eligible)}${daemons}`;
    if (unit === 'amount') return `${who} request ${written(name, wanted)} together, and ${nodes} offer ${written(name, offered)}`;
    if (name === 'pods') return `${wanted} pods of ${who} are more than the ${offered} that ${nodes} take`;
    return `${wanted} pods of ${who} request ${written(name, least)}${members.length > 1 ? ' or more' : ''} each, and ${nodes} hold ${offered} of them`;
  }

  private possibly({ region, resource }: Shortfall): string {
    const { rivals, claim } = this.entry;
    if (resource === undefined && rivals.length > 0) {
      const reasons = [...new Set(rivals.map(({ because }) => because))].join(', ');
      return `pods of ${this.listed(rivals.map(({ id }) => id))}, which may not be near its own (${reasons}), may run on ${this.every(region)}`;
    }
    const name = resource ?? claim.requests[0]?.[0] ?? 'pods';
    const others = this.neighbours(region, name);
    const left = name === 'pods' ? 'no room for another pod' : `less than its ${written(name, this.amount(name))}`;
    const who = others.length === 0 ? 'its own pods' : this.listed(others);
    return `${who} may leave ${left} on ${this.every(region)}`;
  }

  /** Those that take most of a resource in a region first. */
  private neighbours(region: readonly number[], resource: string): readonly string[] {
    const taken = this.joint.members().flatMap(({ id, claim }) => {
      const amount = requestOf(claim, resource);
      const isThere = id !== this.entry.id && region.some((cell) => (claim.perNode[cell]?.waiting ?? 0) > 0);
      return isThere && amount > 0 ? [{ id, taken: amount * Math.min(claim.pods.waiting, 1e9) }] : [];
    });
    return taken.sort((a, b) => b.taken - a.taken).map(({ id }) => id);
  }

  /** The largest request, or the fewest nodes, with which the place is sure. */
  private fix(shortfall: Shortfall, outage: Outage): string {
    const found = [this.smaller(shortfall, outage), this.wider(outage)].filter((it) => it !== undefined);
    return found.length === 0 ? '' : `; ${found.join(', or ')}`;
  }

  private smaller({ resource }: Shortfall, outage: Outage): string | undefined {
    if (resource === undefined || resource === 'pods') return undefined;
    const { workload } = this.entry.claim;
    const step = resource === 'cpu' ? 10 : resource === 'memory' || resource === 'ephemeral-storage' ? 2 ** 20 : 1;
    const asking = (steps: number): Workload => ({ ...workload, requests: { ...workload.requests, [resource]: steps * step } });
    const isSure = (steps: number) => this.joint.isSureWith(this.entry, asking(steps), outage);
    let [low, high] = [1, Math.ceil(this.amount(resource) / step) - 1];
    if (high < 1 || !isSure(1)) return undefined;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (isSure(middle)) low = middle;
      else high = middle - 1;
    }
    return `request ${written(resource, low * step)} or less`;
  }

  private wider(outage: Outage): string | undefined {
    const { claim, id } = this.entry;
    const regions = regionsOf(claim, this.joint.cluster);
    const cells = regions.map(([cell]) => cell as number);
    if (claim.workload.kind === 'DaemonSet') return undefined;
    const isSure = (extra: number) => {
      const joint = this.joint.larger(cells, extra);
      const entry = joint.entry(id);
      return entry !== undefined && joint.isSureWith(entry, claim.workload, outage);
    };
    let high = 1;
    while (high <= mostNodes && !isSure(high)) high *= 2;
    if (high > mostNodes) return undefined;
    let low = Math.floor(high / 2) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isSure(middle)) high = middle;
      else low = middle + 1;
    }
    const nodes = `${high} node${high > 1 ? 's' : ''}`;
    return regions.length > 1 ? `add ${nodes} to each of ${this.names(cells)}` : `add ${nodes}`;
  }

  private amount(resource: string): number {
    return requestOf(this.entry.claim, resource);
  }

  /** Nodes of some cells: `the 2 nodes of eu-west-1a`. */
  private nodes(cells: readonly number[]): string {
    const count = cells.reduce((sum, cell) => sum + nodesOf(this.joint.cluster, cell), 0);
    const all = this.joint.cluster.cells.reduce((sum, _, cell) => sum + nodesOf(this.joint.cluster, cell), 0);
    if (count === 1) return `the only node of ${this.names(cells)}`;
    return count === all ? `the ${count} nodes` : `the ${count} nodes of ${this.names(cells)}`;
  }

  private every(cells: readonly number[]): string {
    return this.nodes(cells).replace(/^the (?=\d)/, 'all ');
  }

  /** Workloads by name, those of other namespaces with theirs. */
  private listed(ids: readonly string[]): string {
    const [, namespace] = this.entry.id.split('/');
    return listed(
      ids.map((id) => {
        const [kind, space, own] = id.split('/');
        const name = own?.replace(/#\d+$/, '') || `a ${kind} without a name`;
        return space === namespace ? name : `${space}/${name}`;
      }),
    );
  }

  private names(cells: readonly number[]): string {
    const { zones, cells: all } = this.joint.cluster;
    const shared = (zone: number) => all.filter((other) => other.zone === zone).length > 1;
    return listed(
      cells.map((cell) => {
        const { zone, pool } = all[cell] as Cell;
        return shared(zone) ? `${zones[zone]?.name}/${pool}` : (zones[zone]?.name ?? '');
      }),
    );
  }
}

/** Workloads that are asked about. */
const mostNeighbours = 100;

/** Nodes that are proposed at most. */
const mostNodes = 32;

/** Too many pods, and whether it is certain that those of the workload are the ones that wait. */
interface Crowding {
  readonly found: Overcrowding;
  readonly certain: boolean;
}

/** What is stuck. Its reason is worked out only where somebody reads it. */
interface Finding {
  readonly event: Stuck['event'];
  readonly reason: () => string;
  readonly certain: boolean;
}

function lazily(object: string, find: () => Finding, fix: () => string): Stuck {
  let known: Finding | undefined;
  let because: string | undefined;
  const found = (): Finding => {
    known ??= find();
    return known;
  };
  return {
    object,
    get event() {
      return found().event;
    },
    get because() {
      because ??= `${found().reason()}${fix()}`;
      return because;
    },
    get certain() {
      return found().certain;
    },
  };
}

const mostNames = 4;

function listed(names: readonly string[]): string {
  const shown = [...new Set(names)];
  const more = shown.length - mostNames;
  if (more > 1) return `${shown.slice(0, mostNames).join(', ')} and ${more} more`;
  return shown.length === 1 ? (shown[0] as string) : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

function written(resource: string, amount: number): string {
  if (resource === 'cpu') return `${amount}m of cpu`;
  if (resource === 'memory' || resource === 'ephemeral-storage') return `${inMebibytes(amount, Math.floor)} of ${resource}`;
  return `${amount} ${resource}`;
}
