import { parseDuration } from '../manifests/duration';
import { isLabelValue } from '../manifests/names';
import type { Path } from '../manifests/pointer';
import { bytes, millicores } from '../manifests/quantity';
import { show } from '../manifests/words';
import { timesOf } from './defaults';
import { MOST_NODES } from './limits';
import { isProvidedEntry, PROVIDED_FIX } from './provided';
import { type Failure, parseRate } from './rate';
import type { Allocatable, Autoscaling, Pool, Rate, Reserved, Taint, Times, Topology, Zone } from './topology';
import { versionMistake } from './topology-values';
import { yearlyMistakes } from './yearly';

export const zoneLabel = 'topology.kubernetes.io/zone';
export const hostnameLabel = 'kubernetes.io/hostname';

/** A topology in numbers: seconds, millicores and bytes. */
export interface Cluster {
  readonly zones: readonly { readonly name: string; readonly failure: Failure; readonly nodes: number }[];
  /** The groups of interchangeable nodes: one per zone and pool. */
  readonly cells: readonly Cell[];
  readonly region: Failure;
  readonly crash: Failure;
  readonly times: ClusterTimes;
}

/** The equal nodes of one pool in one zone. */
export interface Cell {
  readonly zone: number;
  readonly pool: string;
  readonly nodes: number;
  /** All labels but the hostname, which differs on each node. */
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];
  /** What each node offers, without what is reserved. */
  readonly room: Room;
  readonly failure: Failure;
  /** The pool's autoscaling: the most nodes, and the seconds until a new one is ready. */
  readonly growth?: { readonly nodes: number; readonly start: number };
}

/** Amounts by resource: millicores of `cpu`, bytes of `memory`, a number of `pods`, and other resources such as `nvidia.com/gpu`. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
  readonly [resource: string]: number;
}

/**
 * What a node offers of a resource. A topology that doesn't name an extended resource has none of it; where it doesn't say how much local disk a node has, disk is no
 * limit.
 */
export function offered(room: Room, resource: string): number {
  // A manifest may ask for anything, also by a name that every object of JavaScript has.
  if (Object.hasOwn(room, resource)) return room[resource] as number;
  return resource === 'ephemeral-storage' ? Number.POSITIVE_INFINITY : 0;
}

/** Seconds; `evictionRate` in nodes per second and zone. */
interface ClusterTimes {
  readonly nodeMonitorGrace: number;
  readonly toleration: number;
  readonly evictionRate: number;
  readonly podStart: number;
  readonly nodeReplacement: number;
}

/** An invalid value in a topology, at `path`. */
export class TopologyError extends Error {
  readonly problem: string;
  readonly fix: string;
  readonly path: Path;

  constructor(problem: string, fix: string, path: Path) {
    super(`${problem}; ${fix}`);
    this.problem = problem;
    this.fix = fix;
    this.path = path;
  }
}

/** Converts a topology to numbers. @throws TopologyError on the first invalid value */
export function clusterOf(topology: Topology): Cluster {
  checkVersion(topology);
  checkNodes(topology);
  requireProvided(topology.provided ?? []);
  requireYearly(topology);
  // Only what a year costs asks for it, but it has to be readable.
  failure(topology.nodes?.interruption ?? 'never', ['nodes', 'interruption']);
  failure(topology.pods?.fault ?? 'never', ['pods', 'fault']);
  return {
    zones: topology.zones.map((zone, index) => ({
      name: zoneName(zone, ['zones', index, 'name']),
      failure: failure(zone.rate, ['zones', index, 'rate']),
      nodes: zone.pools.reduce((sum, pool) => sum + pool.count, 0),
    })),
    // The scheduler knows labels by nodes: a pool that never has one does not belong to any domain.
    cells: topology.zones
      .flatMap((zone, z) => zone.pools.map((pool, p) => cell(zone, z, pool, p)))
      .filter(({ nodes, growth }) => nodes > 0 || (growth?.nodes ?? 0) > 0),
    region: failure(topology.region?.rate ?? 'never', ['region', 'rate']),
    crash: failure(topology.pods?.crash ?? 'never', ['pods', 'crash']),
    times: times(topology),
  };
}

function checkVersion({ kubernetes }: Topology): void {
  const mistake = versionMistake(kubernetes);
  if (mistake) throw new TopologyError(mistake.message, mistake.fix, ['kubernetes']);
}

function checkNodes({ zones }: Topology): void {
  let nodes = 0;
  for (const [z, { pools }] of zones.entries()) {
    for (const [p, { count }] of pools.entries()) {
      nodes += count;
      if (nodes <= MOST_NODES) continue;
      throw new TopologyError(`${nodes} nodes in total, at most ${MOST_NODES} are supported`, `write ${MOST_NODES} or fewer`, [
        'zones',
        z,
        'pools',
        p,
        'count',
      ]);
    }
  }
}

function zoneName({ name, label }: Zone, path: Path): string {
  if (label === false || isLabelValue(name)) return name;
  throw new TopologyError(`'${name}' is not a valid label value`, "use 1 to 63 letters, digits, '-', '_' and '.'", path);
}

function requireProvided(entries: readonly unknown[]): void {
  const wrong = entries.findIndex((entry) => !isProvidedEntry(entry));
  if (wrong >= 0) throw new TopologyError(`${show(entries[wrong])} is not an object reference`, PROVIDED_FIX, ['provided', wrong]);
}

function requireYearly(topology: Topology): void {
  const [first] = yearlyMistakes(topology);
  if (first) throw new TopologyError(first.message, first.fix, first.path);
}

function cell(zone: Zone, z: number, pool: Pool, p: number): Cell {
  const path = ['zones', z, 'pools', p];
  rejectHostname(zone, `zone '${zone.name}'`, ['zones', z]);
  rejectHostname(pool, `pool '${pool.name}'`, path);
  return {
    zone: z,
    pool: pool.name,
    nodes: pool.count,
    labels: labelsOf(zone, pool),
    taints: pool.taints ?? [],
    room: lessReserved(roomOf(pool.allocatable, [...path, 'allocatable']), pool.reserved ?? {}, [...path, 'reserved']),
    failure: failure(pool.rate, [...path, 'rate']),
    ...(pool.autoscaling ? { growth: growthOf(pool, pool.autoscaling, [...path, 'autoscaling']) } : {}),
  };
}

function rejectHostname({ labels }: Pick<Pool, 'labels'>, owner: string, path: Path): void {
  if (labels?.[hostnameLabel] === undefined) return;
  throw new TopologyError(`${owner} sets the label ${hostnameLabel}, which differs on each node`, 'remove it', [
    ...path,
    'labels',
    hostnameLabel,
  ]);
}

/** What each node offers, without what is reserved. */
function lessReserved(room: Room, reserved: Reserved, path: Path): Room {
  const left: Record<string, number> = { ...room };
  for (const [resource, quantity = 0] of Object.entries(reserved)) {
    const amount = amountOf(resource, quantity, path);
    if (amount > (left[resource] ?? 0))
      throw new TopologyError(`reserved ${resource} '${quantity}' exceeds allocatable`, 'write at most the allocatable amount', [
        ...path,
        resource,
      ]);
    left[resource] = (left[resource] ?? 0) - amount;
  }
  return { ...room, ...left };
}

/** The number in a quantity of a resource. @throws TopologyError if it isn't one */
export function amountOf(resource: string, quantity: string | number, path: Path): number {
  const amount = resource === 'cpu' ? millicores(quantity) : bytes(quantity);
  if (amount === undefined) throw new TopologyError(`'${quantity}' is not a quantity`, 'write 300m or 512Mi', [...path, resource]);
  return amount;
}

/** Whether the objects of dead nodes may be deleted, and their domains with them. */
export function nodesAreDeleted({ times }: Pick<Cluster, 'times'>): boolean {
  return Number.isFinite(times.nodeReplacement);
}

function growthOf({ count }: Pool, { max, start }: Autoscaling, path: Path): NonNullable<Cell['growth']> {
  const seconds = parseDuration(start);
  if (seconds === undefined) throw new TopologyError(`'${start}' is not a duration`, 'write 90s or 2m', [...path, 'start']);
  if (max < count)
    throw new TopologyError(`max, ${max}, must be greater than or equal to count, ${count}`, 'raise max or lower count', [...path, 'max']);
  if (max > MOST_NODES)
    throw new TopologyError(`${max} nodes, at most ${MOST_NODES} are supported`, `write ${MOST_NODES} or fewer`, [...path, 'max']);
  return { nodes: max, start: seconds };
}

function roomOf({ cpu, memory, pods, ...others }: Allocatable, path: Path): Room {
  const amount = (resource: string, quantity: string | number, number: typeof bytes, examples: string): number => {
    const found = number(quantity);
    if (found === undefined) throw new TopologyError(`'${quantity}' is not a quantity`, `write ${examples}`, [...path, resource]);
    return found;
  };
  const more = Object.entries(others).map(([resource, quantity]) => [resource, amount(resource, quantity, bytes, '4 or 50Gi')] as const);
  return {
    ...Object.fromEntries(more),
    cpu: amount('cpu', cpu, millicores, '1900m or 2'),
    memory: amount('memory', memory, bytes, '6Gi or 512Mi'),
    pods,
  };
}

/** The labels of a pool's nodes, without the hostname, which differs on each node. */
export function labelsOf(zone: Zone, pool: Pool): ReadonlyMap<string, string> {
  const labels = new Map([
    ['kubernetes.io/os', 'linux'],
    ['kubernetes.io/arch', 'amd64'],
    ...(zone.label === false ? [] : [[zoneLabel, zone.name] as const]),
    ...Object.entries(zone.labels ?? {}),
    ...Object.entries(pool.labels ?? {}),
  ]);
  for (const label of ['os', 'arch']) labels.set(`beta.kubernetes.io/${label}`, labels.get(`kubernetes.io/${label}`) ?? '');
  return labels;
}

function failure(rate: Rate, path: Path): Failure {
  const parsed = parseRate(rate);
  if (parsed === undefined)
    throw new TopologyError('mtbf and mttr must be durations, mtbf greater than 0', 'write durations such as 8766h, 15m or 90s', path);
  return parsed;
}

function times(topology: Topology): ClusterTimes {
  const texts = timesOf(topology);
  const seconds = (name: Exclude<keyof Times, 'evictionRate'>): number => {
    const text = texts[name];
    const parsed = text === 'never' ? Number.POSITIVE_INFINITY : parseDuration(text);
    if (parsed === undefined)
      throw new TopologyError(`'${text}' is not a duration`, 'write a duration such as 50s, 5m or 1h', ['times', name]);
    return parsed;
  };
  return {
    nodeMonitorGrace: seconds('nodeMonitorGrace'),
    toleration: seconds('toleration'),
    podStart: seconds('podStart'),
    nodeReplacement: seconds('nodeReplacement'),
    evictionRate: texts.evictionRate,
  };
}

/** How many nodes a cluster ever has, its pools grown. */
export function mostNodes({ cells }: Cluster): number {
  return cells.reduce((sum, { nodes, growth }) => sum + (growth?.nodes ?? nodes), 0);
}
