import { type LostNodes, type Topology, volumesOn } from '../availability';
import { idOf, inWords } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { isObject, type JsonObject } from '../manifests/value';
import { holdsData } from './consequence/data';
import { acceptanceOf, judged } from './hazards/acceptance';
import type { JudgedHazard, TopologyDifference } from './result';

/** What services run on before and after a change. */
export interface Topologies {
  /** Undefined if it isn't known. */
  readonly before?: Topology;
  readonly after: Topology;
}

/** What differs between two topologies, in the order of their fields: zones, pools and others that have names by their names. Records of incidents aren't compared. */
export function topologyDifferences(before: Topology, after: Topology): readonly TopologyDifference[] {
  const plain = ({ incidents: _, ...rest }: Topology): unknown => JSON.parse(JSON.stringify(rest));
  return differences('', plain(before), plain(after));
}

function differences(field: string, before: unknown, after: unknown): readonly TopologyDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) return inFields(before, after, (name) => (field === '' ? name : `${field}.${name}`));
  const [old, next] = [byName(before), byName(after)];
  // Zones and pools are known by their names: another order of them is the same cluster.
  if (old && next) return inFields(old, next, (name) => `${field}[${name}]`);
  return [{ field, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

function inFields(before: JsonObject, after: JsonObject, fieldOf: (name: string) => string): readonly TopologyDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(fieldOf(name), before[name], after[name]));
}

/** The items of a list by name; undefined if some have none. */
function byName(list: unknown): JsonObject | undefined {
  if (!Array.isArray(list)) return undefined;
  const named = list.map((item): [unknown, unknown] => [isObject(item) ? item['name'] : undefined, item]);
  return named.every(([name]) => typeof name === 'string') && new Set(named.map(([name]) => name)).size === list.length
    ? Object.fromEntries(named)
    : undefined;
}

/** The nodes that a cluster has no longer: whole zones, and pools that are gone or smaller. */
export function lostNodes({ zones: before }: Topology, { zones: after }: Topology): readonly LostNodes[] {
  return before.flatMap((zone): readonly LostNodes[] => {
    const now = after.find(({ name }) => name === zone.name);
    if (!now) return [{ zone: zone.name }];
    const left = (pool: string) => now.pools.find(({ name }) => name === pool)?.count ?? 0;
    return zone.pools.flatMap((pool) => (left(pool.name) < pool.count ? [{ zone: zone.name, pool: pool.name }] : []));
  });
}

/** What is dangerous in a change of the cluster, as hazards. */
export function clusterHazards(topologies: Topologies, base: ObjectIndex, head: ObjectIndex): readonly JudgedHazard[] {
  return [...lostVolumes(topologies, base, head), ...movedData(topologies, base, head), ...versionStep(topologies, base, head)];
}

/**
 * Another version of Kubernetes that a control plane doesn't go to. It is told of the first Namespace.
 *
 * Source: https://kubernetes.io/releases/version-skew-policy/ (API servers are upgraded one minor version at a time); kubeadm, EKS, GKE and AKS refuse a
 * downgrade of the minor version.
 */
function versionStep({ before, after }: Topologies, base: ObjectIndex, head: ObjectIndex): readonly JudgedHazard[] {
  const [old, next] = [before?.kubernetes, after.kubernetes];
  const steps = minorOf(next) - minorOf(old);
  const holder = head.ofType('Namespace')[0] ?? head.objects[0];
  // Zero, one, or not a number.
  if (!holder || before?.context !== after.context || !(steps < 0 || steps > 1)) return [];
  const { kind, namespace, name } = holder;
  const way = steps < 0 ? 'no control plane is downgraded' : 'a control plane is upgraded one minor version at a time';
  const hazard = {
    risk: 'kubernetes-version',
    object: { kind, namespace, name },
    isOfCluster: true,
    message: `the cluster goes from Kubernetes ${old} to ${next}: ${way}`,
    fix: steps < 0 ? `keep ${old}, or move to a new cluster of ${next}` : `write each version in between first, from 1.${minorOf(old) + 1}`,
  } as const;
  return [judged(hazard, acceptanceOf(hazard, base, head))];
}

function minorOf(version: string | undefined): number {
  return Number(/^v?1\.(\d+)/.exec(version ?? '')?.[1] ?? Number.NaN);
}

/** The volumes that a cluster loses with nodes, as hazards. Workloads that are gone have hazards of their own. */
function lostVolumes({ before, after }: Topologies, base: ObjectIndex, head: ObjectIndex): readonly JudgedHazard[] {
  if (before === undefined) return [];
  const held = volumesOn(lostNodes(before, after), base, before);
  return head.objects.flatMap((object): readonly JudgedHazard[] => {
    const lost = held.get(idOf(object));
    if (lost === undefined) return [];
    const { kind, namespace, name } = object;
    const hazard = {
      risk: 'data-at-risk',
      object: { kind, namespace, name },
      isOfCluster: true,
      message: `${inWords(object)}: ${lost.map(placeOf).join(' and ')}, and with it volumes that its pods may have there: a pod whose volume is gone never starts`,
      fix: 'move the data to other nodes first, and remove these after that',
    } as const;
    return [judged(hazard, acceptanceOf(hazard, base, head))];
  });
}

/** What starts empty because another context of the kubeconfig is deployed to, as hazards. A cluster that isn't named on both sides isn't known to be another. */
function movedData({ before, after }: Topologies, base: ObjectIndex, head: ObjectIndex): readonly JudgedHazard[] {
  const [old, next] = [before?.context, after.context];
  if (old === undefined || next === undefined || old === next) return [];
  return base.objects.filter(holdsData).map((holder) => {
    const { kind, namespace, name } = holder;
    const hazard = {
      risk: 'data-at-risk',
      object: { kind, namespace, name },
      isOfCluster: true,
      message: `${inWords(holder)}: the environment moves from the cluster of the context '${old}' to that of '${next}', and this starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it`,
      fix: 'keep the context, or move the data first',
    } as const;
    return judged(hazard, acceptanceOf(hazard, base, head));
  });
}

function placeOf({ zone, pool }: LostNodes): string {
  return pool === undefined ? `zone ${zone} is gone from the cluster` : `pool ${pool} in zone ${zone} has fewer nodes`;
}
