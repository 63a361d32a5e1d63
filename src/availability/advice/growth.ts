import { clusterOf } from '../../cluster/cluster';
import { MOST_NODES } from '../../cluster/limits';
import type { Pool, Topology, Zone } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { Joint } from '../placement/joint/joint';
import { type Assessment, assess } from '../verdict/assessment';
import { type Context, memoryOf } from '../verdict/context';

/** A larger cluster, in words and with every workload of the manifests on it. */
export interface Growth {
  readonly change: string;
  readonly context: Context;
}

/** The same application with one node more in the smallest pool, then with one zone more; money, so they come after every change of manifests. */
export function growthsOf(context: Context): readonly Growth[] {
  const known = larger.get(context.joint) ?? largerClusters(context);
  larger.set(context.joint, known);
  return known.map(({ change, grown }) => ({ change, context: inPlaceOf(context, grown) }));
}

/** The same application on another cluster, its workloads as they were read. */
export function onTopology(topology: Topology, context: Context): Context {
  return inPlaceOf(context, on(topology, context));
}

/** The application on another cluster, however its manifests are read again. */
type Moved = Omit<Context, 'index' | 'again' | 'options'>;

function inPlaceOf({ index, again, options }: Context, moved: Moved): Context {
  return { ...moved, index, again, options };
}

interface Grown {
  readonly change: string;
  readonly grown: Moved;
}

/** Services share the larger clusters of those that they stand beside. */
const larger = new WeakMap<Joint, readonly Grown[]>();

function largerClusters(context: Context): readonly Grown[] {
  return [oneNode(context.topology), oneZone(context.topology)].flatMap((it) =>
    it && nodesOf(it.topology) <= MOST_NODES ? [{ change: it.change, grown: on(it.topology, context) }] : [],
  );
}

function nodesOf({ zones }: Topology): number {
  return zones.flatMap(({ pools }) => pools).reduce((sum, { count, autoscaling }) => sum + (autoscaling?.max ?? count), 0);
}

interface Larger {
  readonly change: string;
  readonly topology: Topology;
}

function oneNode(topology: Topology): Larger | undefined {
  const pools = topology.zones.flatMap((zone) => zone.pools.map((pool) => ({ zone, pool })));
  const [smallest] = [...pools].sort((a, b) => a.pool.count - b.pool.count);
  if (!smallest) return undefined;
  const enlarged = (zone: Zone): Zone => ({
    ...zone,
    pools: zone.pools.map((pool) => (pool === smallest.pool ? withOneMore(pool) : pool)),
  });
  const zones = topology.zones.map((zone) => (zone === smallest.zone ? enlarged(zone) : zone));
  return { change: `add a node to pool ${smallest.pool.name} of ${smallest.zone.name}`, topology: { ...topology, zones } };
}

/** A pool that grows has a node more at its most, too. */
function withOneMore({ autoscaling, ...pool }: Pool): Pool {
  return { ...pool, count: pool.count + 1, ...(autoscaling && { autoscaling: { ...autoscaling, max: autoscaling.max + 1 } }) };
}

/** Where nodes carry no zone label, another zone would be one that no rule can spread over: none is proposed. */
export function oneZone(topology: Topology): Larger | undefined {
  const last = topology.zones.at(-1);
  if (!last || topology.zones.some((zone) => zone.label === false)) return undefined;
  let name = 'another';
  while (topology.zones.some((zone) => zone.name === name)) name = `yet-${name}`;
  return { change: `add a zone like ${last.name}`, topology: { ...topology, zones: [...topology.zones, { ...last, name }] } };
}

/** Shapes and figures of one cluster are none of another's: its memory is its own. */
function on(topology: Topology, { workloads, joint: before }: Context): Moved {
  const cluster = clusterOf(topology);
  const joint = before.on(cluster);
  const memory = memoryOf();
  const byName = new Map(workloads.map((workload) => [idOf(workload), workload]));
  const known = new Map<string, Assessment>();
  const get = (name: string): Assessment | undefined => {
    const workload = byName.get(name);
    if (!workload) return undefined;
    const assessment = known.get(name) ?? assess(workload, cluster, joint, memory.shapes);
    known.set(name, assessment);
    return assessment;
  };
  return { cluster, topology, workloads, joint, assessments: { get }, standing: { get }, memory };
}
