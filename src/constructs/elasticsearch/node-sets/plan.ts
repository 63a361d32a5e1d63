import type { Construct } from 'constructs';
import { type Identity, identityOf } from '../../parts/labels';
import { isPlatform, requirePlatform } from '../../parts/platform-facts';
import { isRefused } from '../../parts/refuse';
import { requireCluster } from '../checks';
import { DEFAULT_NAME, headlessName, podNames } from '../names';
import type { Plan } from '../plan';
import type { ElasticsearchProps } from '../props';
import { zonesAreFull } from '../settings';
import { DEFAULT_INDEX_REPLICAS, DEFAULT_RESOURCES, sharedPlan } from '../shared-plan';
import { requireSameZones, requireSet, requireSetMajority, requireSets } from './checks';
import type { ElasticsearchNodeSetsProps, NodeSet } from './props';
import { electsMaster, holdsData, together, zonesOfSet } from './zones';

type Named = readonly [name: string, set: NodeSet];

/** The plan of each set by its name; undefined if a value was refused. */
export function plansOf(construct: Construct, props: ElasticsearchNodeSetsProps): ReadonlyMap<string, Plan> | undefined {
  const cluster = props.name ?? DEFAULT_NAME;
  requireCluster(construct, props);
  const isKnown = requirePlatform(construct, props.platform);
  if (!requireSets(construct, props)) return undefined;
  const named: readonly Named[] = Object.entries(props.sets);
  for (const [name, set] of named) requireSet(construct, { cluster, memory: props.memory, platform: isKnown ? props.platform : undefined }, name, set);
  if (isPlatform(props.platform) && !isRefused(construct)) {
    requireSameZones(construct, props.sets, props.platform);
    requireSetMajority(construct, props);
  }
  if (isRefused(construct)) return undefined;
  const shared = sharedBySets(construct, props, named);
  return new Map(named.map((it) => [it[0], planOf(it, named, shared, props)]));
}

type Shared = Omit<Plan, 'props' | 'resources' | 'indexReplicas' | 'set' | 'initialMasters'> & { readonly masterSet: string };

function sharedBySets(construct: Construct, props: ElasticsearchNodeSetsProps, named: readonly Named[]): Shared {
  const data = named.filter(([, set]) => holdsData(set));
  const [, first] = data[0] as Named;
  const zones = zonesOfSet(props.platform, first);
  const { props: _, ...shared } = sharedPlan(construct, props as unknown as ElasticsearchProps, zones);
  const identities = named.map(([name]) => setIdentity(shared.identity, name));
  const [masterSet, masters] = named.find(([, set]) => electsMaster(set)) as Named;
  return {
    ...shared,
    masterSet,
    masters: masters.count,
    discovery: headlessName(setIdentity(shared.identity, masterSet)),
    nodes: { matchExpressions: [{ key: 'app', operator: 'In', values: identities.map(({ name }) => name).sort() }] },
    serving: setIdentity(shared.identity, props.clients ?? clientsOf(named)),
    forcesZones: data.every(([, set]) => zonesAreFull(zones, copiesOf(set))),
  };
}

function planOf([name, set]: Named, all: readonly Named[], shared: Shared, props: ElasticsearchNodeSetsProps): Plan {
  const { masterSet, ...cluster } = shared;
  const { sets: _, clients: __, zoneLoss, availability, ...common } = props;
  const identity = setIdentity(cluster.identity, name);
  const serves = identity.name === cluster.serving.name;
  const isMaster = name === masterSet;
  const { storageClassName = props.storageClassName } = set;
  const own = {
    ...common,
    ...set,
    storageClassName,
    ...(serves && { availability }),
    ...(isMaster && { zoneLoss }),
    masters: cluster.masters,
  };
  return {
    ...cluster,
    props: own as unknown as ElasticsearchProps,
    resources: set.resources ?? DEFAULT_RESOURCES,
    indexReplicas: copiesOf(set),
    initialMasters: isMaster ? podNames(identity, set.count) : [],
    set: {
      identity,
      count: set.count,
      roles: set.roles,
      needed: set.needed ?? neededOf(set, props),
      hasVolumes: set.storage !== undefined,
      dependsOn: dependenciesOf(name, { all, masterSet, serves, cluster: cluster.identity }),
      zones: set.zones ?? [],
      votingOnlyZone: set.votingOnlyZone,
    },
  };
}

function setIdentity(cluster: Identity, name: string): Identity {
  return identityOf(`${cluster.name}-${name}`, DEFAULT_NAME);
}

function copiesOf({ indexReplicas, count }: NodeSet): number {
  return indexReplicas ?? Math.min(DEFAULT_INDEX_REPLICAS, count - 1);
}

function neededOf(set: NodeSet, { platform }: ElasticsearchNodeSetsProps): number {
  if (electsMaster(set)) return Math.floor(set.count / 2) + 1;
  return holdsData(set) ? Math.max(1, set.count - together(platform, set)) : 1;
}

/** The set that serves clients where nobody says which. */
function clientsOf(named: readonly Named[]): string {
  const first = (fits: (set: NodeSet) => boolean) => named.find(([, set]) => fits(set))?.[0];
  return (
    first(({ roles }) => roles.length === 0) ??
    first((set) => set.roles.includes('ingest') && !electsMaster(set)) ??
    first(({ roles }) => roles.includes('data_content') || roles.includes('data')) ??
    ''
  );
}

interface Surroundings {
  readonly all: readonly Named[];
  readonly masterSet: string;
  readonly serves: boolean;
  readonly cluster: Identity;
}

/** What a set needs: every other one its masters, and the one that serves clients all that answers them. */
function dependenciesOf(name: string, { all, masterSet, serves, cluster }: Surroundings): string[] {
  const others = all.filter(([other]) => other !== name);
  return others.flatMap(([other, set]) => {
    if (other === masterSet) return [`StatefulSet/${cluster.name}-${other}`];
    if (!serves) return [];
    const isOptional = set.optional ?? !(holdsData(set) || set.roles.includes('ingest'));
    return [`${isOptional ? 'soft ' : ''}StatefulSet/${cluster.name}-${other}`];
  });
}
