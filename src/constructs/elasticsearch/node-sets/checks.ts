import type { Construct } from 'constructs';
import { isDnsLabel } from '../../../manifests/names';
import { requireReason } from '../../parts/accept';
import { requireName } from '../../parts/component-name';
import { requireObjectName } from '../../parts/object-name';
import type { PlatformFacts } from '../../parts/platform-facts';
import { isPlain } from '../../parts/record';
import { refuse } from '../../parts/refuse';
import { requireFit } from '../../parts/resources';
import { shown } from '../../parts/shown';
import { requireNodes } from '../checks';
import { requireEveryPlace, requireMajority } from '../masters';
import { requirePodOptions } from '../pod-options';
import { isDataRole, NODE_ROLES } from '../roles';
import { DEFAULT_RESOURCES } from '../shared-plan';
import type { ElasticsearchNodeSetsProps, NodeSet } from './props';
import { confined, electsMaster, holdsData, zonesOfSet } from './zones';

// The label controller-revision-hash is the StatefulSet's name and 11 more characters.
const LONGEST_NAME = 52;

/** Refuses sets that form no cluster. Returns whether their roles make sense, without which nothing else does. */
export function requireSets(construct: Construct, { sets, clients, zoneLoss }: ElasticsearchNodeSetsProps): boolean {
  if (!isPlain(sets) || Object.values(sets).some((set) => !isPlain(set) || !Array.isArray(set.roles))) {
    const fix = "write { masters: { roles: ['master'], count: 3, storage }, data: { roles: ['data', 'ingest'], count: 3, storage } }";
    refuse(construct, { setting: 'sets', message: `must be sets by name with roles, got ${shown(sets)}`, fix });
    return false;
  }
  const named = Object.entries(sets);
  const fine = [
    ...named.map(([name, set]) => requireRoles(construct, name, set)),
    requireOneMasters(construct, sets),
    requireAllData(construct, sets),
  ].every(Boolean);
  if (clients !== undefined && !Object.hasOwn(sets, clients)) {
    const fix = `write one of ${named.map(([name]) => name).join(', ')}`;
    refuse(construct, { setting: 'clients', message: `must be the name of a set, got ${shown(clients)}`, fix });
    return false;
  }
  if (zoneLoss !== undefined) requireReason(construct, zoneLoss, 'larger-zone', 'zoneLoss');
  return fine;
}

function requireRoles(construct: Construct, name: string, { roles }: NodeSet): boolean {
  const setting = `sets.${name}.roles`;
  const unknown = roles.find((role) => !NODE_ROLES.includes(role));
  const isTwice = new Set(roles).size < roles.length;
  const mixes = roles.includes('data') && roles.some((role) => role.startsWith('data_'));
  if (!isDnsLabel(name)) {
    const message = `must have names of lower-case letters, digits and '-', got ${shown(name)}`;
    refuse(construct, { setting: 'sets', message, fix: 'write a name such as hot' });
  } else if (unknown !== undefined || isTwice) {
    const message = `must be different roles of Elasticsearch, got ${shown(unknown ?? roles)}`;
    refuse(construct, { setting, message, fix: `use ${NODE_ROLES.join(', ')}; a tie-breaker is votingOnlyZone of the masters` });
  } else if (mixes) {
    refuse(construct, { setting, message: 'must not have data, which is every tier, beside a tier', fix: 'remove data, or the tiers' });
  } else return true;
  return false;
}

/** Votes of two sets would be counted apart by the proof, and drained at once by two budgets. */
function requireOneMasters(construct: Construct, sets: Readonly<Record<string, NodeSet>>): boolean {
  const names = Object.keys(sets).filter((name) => electsMaster(sets[name] as NodeSet));
  if (names.length === 1) return true;
  const message = `must have one set with the role master, got ${names.length === 0 ? 'none' : names.join(' and ')}`;
  refuse(construct, { setting: 'sets', message, fix: 'give the role to one set; its pods spread over all of its zones' });
  return false;
}

/** A tier in two sets would have copies of one shard under two budgets. Content and new time series need a place. */
function requireAllData(construct: Construct, sets: Readonly<Record<string, NodeSet>>): boolean {
  const all = Object.values(sets).flatMap(({ roles }) => roles.filter(isDataRole));
  const twice = all.find((role, index) => all.indexOf(role) < index);
  const generic = all.includes('data') && all.length > 1;
  const isWhole = all.includes('data') || (all.includes('data_content') && all.includes('data_hot'));
  if (twice === undefined && !generic && isWhole) return true;
  const message = isWhole
    ? `must have each tier in one set, got ${shown(twice ?? 'data')} ${twice === undefined ? 'beside tiers' : 'twice'}`
    : `must have data, or data_content and data_hot, got ${all.join(', ') || 'neither'}`;
  refuse(construct, { setting: 'sets', message, fix: isWhole ? 'make it one larger set' : "add ['data_hot', 'data_content'] to a set" });
  return false;
}

/** What the checks of a set need of its cluster. */
interface Shared extends Pick<ElasticsearchNodeSetsProps, 'memory'> {
  readonly cluster: string;

  /** Undefined if it isn't one. */
  readonly platform: PlatformFacts | undefined;
}

/** Refuses invalid values of a set, and pods of it that can't be scheduled. */
export function requireSet(
  construct: Construct,
  { cluster, memory, platform }: Shared,
  name: string,
  set: NodeSet,
): void {
  const prefix = `sets.${name}.`;
  const { count, resources = DEFAULT_RESOURCES, storage, needed } = set;
  requireName(construct, `${cluster}-${name}`, LONGEST_NAME);
  if (!requireCount(construct, prefix, set)) return;
  requireNodes(construct, { ...set, resources, memory }, prefix);
  requirePodOptions(construct, set, prefix);
  const isStateful = electsMaster(set) || holdsData(set);
  if (isStateful === (storage === undefined)) {
    const message = isStateful ? 'is required of nodes with votes or shards' : `has no use without votes and shards, got ${shown(storage)}`;
    refuse(construct, { setting: `${prefix}storage`, message, fix: isStateful ? 'write Size.gibibytes(100)' : 'omit it' });
  }
  if (set.storageClassName !== undefined) requireObjectName(construct, `${prefix}storageClassName`, set.storageClassName, 'StorageClass');
  if (needed !== undefined && !(Number.isInteger(needed) && needed >= 1 && needed < count)) {
    const message = `must be at least 1 and less than count (${count}), so that one node can fail, got ${shown(needed)}`;
    refuse(construct, { setting: `${prefix}needed`, message, fix: `write ${count - 1} at most, or omit it` });
  }
  if (set.resize !== undefined) requireReason(construct, set.resize, 'fewer-masters', `${prefix}resize`);
  if (platform === undefined || !requireZones(construct, prefix, set, platform)) return;
  if (electsMaster(set)) requireTieBreaker(construct, prefix, set, platform);
  const own = confined(platform, set);
  // Whether nodes with labels and taints of their own have room is for the proof to say.
  if (set.nodeSelector || set.tolerations || !requireFit(construct, own, resources)) return;
  requireEveryPlace(construct, own, count, resources, `${prefix}count`);
}

function requireCount(construct: Construct, prefix: string, set: NodeSet): boolean {
  const isMaster = electsMaster(set);
  const { count } = set;
  if (isMaster ? [3, 5, 7].includes(count) : Number.isInteger(count) && count >= 2) return true;
  const message = `must be ${isMaster ? '3, 5 or 7 to form a quorum' : '2 or more, so that one can fail'}, got ${shown(count)}`;
  refuse(construct, { setting: `${prefix}count`, message, fix: isMaster ? 'use 3, 5 or 7' : 'write 2 or more' });
  return false;
}

function requireZones(construct: Construct, prefix: string, { zones }: NodeSet, platform: PlatformFacts): boolean {
  if (zones === undefined) return true;
  const known = platform.hasZones ? platform.topology.zones.map(({ name }) => name) : [];
  if (Array.isArray(zones) && zones.length > 0 && zones.every((zone) => known.includes(zone))) return true;
  const message = `must be zones of ${platform.name}, got ${shown(zones)}`;
  const fix = known.length > 0 ? `use ${known.join(', ')}` : 'omit them: its nodes have no zone label';
  refuse(construct, { setting: `${prefix}zones`, message, fix });
  return false;
}

function requireTieBreaker(construct: Construct, prefix: string, set: NodeSet, platform: PlatformFacts): void {
  const { votingOnlyZone: zone } = set;
  if (zone === undefined) return;
  const zones = zonesOfSet(platform, set);
  const setting = `${prefix}votingOnlyZone`;
  if (set.roles.length > 1) {
    refuse(construct, { setting, message: 'requires masters without other roles', fix: 'move the other roles to another set' });
  } else if (zones.length < 3 || !zones.includes(zone)) {
    const message = `must be one of three or more zones of its masters, got ${shown(zone)} of ${zones.join(', ') || 'one zone'}`;
    refuse(construct, { setting, message, fix: 'add the zone to the platform, and its nodes' });
  }
}

/** Elasticsearch allots each zone with data its share of every shard, whatever its tier: https://github.com/elastic/elasticsearch, AwarenessAllocationDecider. */
export function requireSameZones(construct: Construct, sets: Readonly<Record<string, NodeSet>>, platform: PlatformFacts): void {
  const [first, ...others] = Object.entries(sets).filter(([, set]) => holdsData(set));
  if (!first) return;
  const zones = (set: NodeSet) => zonesOfSet(platform, set).join(', ') || 'one zone';
  for (const [name, set] of others) {
    if (zones(set) === zones(first[1])) continue;
    const message = `must be those of ${first[0]} (${zones(first[1])}), or copies of shards are never allocated, got ${zones(set)}`;
    refuse(construct, { setting: `sets.${name}.zones`, message, fix: 'give all sets with data the same zones' });
  }
}

/** Refuses masters whose majority a zone takes with it. */
export function requireSetMajority(construct: Construct, props: ElasticsearchNodeSetsProps): void {
  const masters = Object.entries(props.sets).find(([, set]) => electsMaster(set));
  if (!masters || ![3, 5, 7].includes(masters[1].count)) return;
  const [name, set] = masters;
  requireMajority(construct, confined(props.platform, set), set.count, props.zoneLoss !== undefined, `sets.${name}.count`);
}
