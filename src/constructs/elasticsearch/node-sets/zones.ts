import type { PlatformFacts } from '../../parts/platform-facts';
import { zonesOf } from '../masters';
import { isDataRole } from '../roles';
import type { NodeSet } from './props';

/** The zones that the pods of a set spread over, empty if there is only one. */
export function zonesOfSet(platform: PlatformFacts, { zones }: Pick<NodeSet, 'zones'>): readonly string[] {
  const all = zonesOf(platform);
  const own = zones === undefined ? all : all.filter((zone) => zones.includes(zone));
  return own.length > 1 ? own : [];
}

/** A platform with the zones alone that a set is confined to. */
export function confined(platform: PlatformFacts, { zones }: Pick<NodeSet, 'zones'>): PlatformFacts {
  if (zones === undefined) return platform;
  const topology = { ...platform.topology, zones: platform.topology.zones.filter(({ name }) => zones.includes(name)) };
  const pools = topology.zones.flatMap((zone) => zone.pools);
  const { name, storage, ingress, hasZones, maxMapCount } = platform;
  return { name, storage, ingress, hasZones, maxMapCount, topology, pools, nodeCount: pools.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether the nodes of a set hold shards. */
export function holdsData({ roles }: Pick<NodeSet, 'roles'>): boolean {
  return roles.some(isDataRole);
}

/** Whether the nodes of a set elect the master. */
export function electsMaster({ roles }: Pick<NodeSet, 'roles'>): boolean {
  return roles.includes('master');
}

/** The most pods of a set that a zone holds, or a node where it has no zones. */
export function together(platform: PlatformFacts, set: NodeSet): number {
  const zones = zonesOfSet(platform, set).length;
  return zones > 0 ? Math.ceil(set.count / zones) : Math.ceil(set.count / confined(platform, set).nodeCount);
}
