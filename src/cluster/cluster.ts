import { parseDuration } from '../manifests/duration';
import type { Path } from '../manifests/pointer';
import { bytes, millicores } from '../manifests/quantity';
import { type Failure, parseRate } from './rate';
import type { Pool, Rate, Taint, Topology, Zone } from './topology';

export const zoneLabel = 'topology.kubernetes.io/zone';
export const hostnameLabel = 'kubernetes.io/hostname';

/** A topology in numbers: seconds, millicores, bytes. */
export interface Cluster {
  readonly zones: readonly { readonly name: string; readonly failure: Failure; readonly nodes: number }[];
  /** The groups of nodes that can be exchanged: one per zone and pool. */
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
  /** Without the hostname, which is another on each node. */
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];
  readonly room: Room;
  readonly failure: Failure;
}

/** Millicores, bytes and a number of pods. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** Seconds; `evictionRate` in nodes per second and zone. */
interface ClusterTimes {
  readonly nodeMonitorGrace: number;
  readonly toleration: number;
  readonly evictionRate: number;
  readonly podStart: number;
  readonly nodeReplacement: number;
}

/** A topology whose values can't be used; `path` leads to the wrong one. */
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

/**
 * Kubernetes is tested with 5,000 nodes (https://kubernetes.io/docs/setup/best-practices/cluster-large/) and the largest that a provider offers have
 * 100,000 (Amazon EKS, https://docs.aws.amazon.com/eks/latest/userguide/ultra-scale-clusters.html): more is a typo. The model takes less than a second
 * for that many.
 */
const mostNodes = 100_000;

/** Reads a topology's texts into numbers. */
export function clusterOf(topology: Topology): Cluster {
  checkVersion(topology);
  checkNodes(topology);
  return {
    zones: topology.zones.map((zone, index) => ({
      name: zone.name,
      failure: failure(zone.rate, ['zones', index, 'rate']),
      nodes: zone.pools.reduce((sum, pool) => sum + pool.count, 0),
    })),
    cells: topology.zones.flatMap((zone, z) => zone.pools.map((pool, p) => cell(zone, z, pool, p))),
    region: failure(topology.region?.rate ?? 'never', ['region', 'rate']),
    crash: failure(topology.pods?.crash ?? 'never', ['pods', 'crash']),
    times: times(topology),
  };
}

/** The number behind `1.`; undefined for what is not a minor version. */
function minorOf(kubernetes: string): number | undefined {
  const minor = /^1\.(0|[1-9]\d{0,2})$/.exec(kubernetes)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

function checkVersion({ kubernetes }: Topology): void {
  if (minorOf(kubernetes) !== undefined) return;
  const minor = /^v?(?:1\.(\d{1,3})(?:\.\d+)?|(\d{2,3}))$/
    .exec(kubernetes)
    ?.slice(1)
    .find((found) => found !== undefined);
  throw new TopologyError(`'${kubernetes}' is not a minor version of Kubernetes`, `write '1.${minor ?? '36'}'`, ['kubernetes']);
}

function checkNodes({ zones }: Topology): void {
  let nodes = 0;
  zones.forEach(({ pools }, zone) => {
    pools.forEach(({ count }, pool) => {
      nodes += count;
      if (nodes > mostNodes)
        throw new TopologyError(`${nodes} nodes are more than any cluster has`, `write ${mostNodes} or fewer`, [
          'zones',
          zone,
          'pools',
          pool,
          'count',
        ]);
    });
  });
}

function cell(zone: Zone, z: number, pool: Pool, p: number): Cell {
  const path = ['zones', z, 'pools', p];
  const cpu = millicores(pool.allocatable.cpu);
  const memory = bytes(pool.allocatable.memory);
  if (cpu === undefined)
    throw new TopologyError(`'${pool.allocatable.cpu}' is not a quantity`, 'write 1900m or 2', [...path, 'allocatable', 'cpu']);
  if (memory === undefined)
    throw new TopologyError(`'${pool.allocatable.memory}' is not a quantity`, 'write 6Gi or 512Mi', [...path, 'allocatable', 'memory']);
  return {
    zone: z,
    pool: pool.name,
    nodes: pool.count,
    labels: labelsOf(zone, pool),
    taints: pool.taints ?? [],
    room: { cpu, memory, pods: pool.allocatable.pods },
    failure: failure(pool.rate, [...path, 'rate']),
  };
}

/** The labels of a pool's nodes, without the hostname, which is another on each node. */
export function labelsOf(zone: Zone, pool: Pool): ReadonlyMap<string, string> {
  return new Map([
    ['kubernetes.io/os', 'linux'],
    ['kubernetes.io/arch', 'amd64'],
    ...(zone.label === false ? [] : [[zoneLabel, zone.name] as const]),
    ...Object.entries(pool.labels ?? {}),
  ]);
}

function failure(rate: Rate, path: Path): Failure {
  const parsed = parseRate(rate);
  if (parsed === undefined) throw new TopologyError('mtbf and mttr must be durations, mtbf above 0', 'write 8766h, 15m or 90s', path);
  return parsed;
}

/** Defaults: kube-controller-manager's flags (`--node-monitor-grace-period` went from 40 s to 50 s in 1.32), DefaultTolerationSeconds. */
function times(topology: Topology): ClusterTimes {
  const given = topology.times ?? {};
  const seconds = (name: 'nodeMonitorGrace' | 'toleration' | 'podStart' | 'nodeReplacement', fallback: string): number => {
    const text = given[name] ?? fallback;
    const parsed = text === 'never' ? Number.POSITIVE_INFINITY : parseDuration(text);
    if (parsed === undefined) throw new TopologyError(`'${text}' is not a duration`, 'write 50s, 5m or 1h', ['times', name]);
    return parsed;
  };
  const minor = minorOf(topology.kubernetes) as number;
  return {
    nodeMonitorGrace: seconds('nodeMonitorGrace', minor < 32 ? '40s' : '50s'),
    toleration: seconds('toleration', '300s'),
    podStart: seconds('podStart', '30s'),
    nodeReplacement: seconds('nodeReplacement', 'never'),
    evictionRate: given.evictionRate ?? 0.1,
  };
}
