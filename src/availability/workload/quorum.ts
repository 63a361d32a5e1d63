import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Settings, settingsOf } from './settings';

/** A cluster that is up with more than half of its members, as its own settings show. */
export interface Quorum {
  /** What it is and which setting says so, in words. */
  readonly because: string;
  /** How many members the setting lists, where it lists them. */
  readonly members?: number;
  /** Whether its pods may keep data of which nobody says how many copies there are: then a majority is only the least that it needs. */
  readonly holdsData: boolean;
}

/** How the settings of a system that elects a leader are called. None is recognised by its image: an image says nothing of how it is run. */
interface System {
  readonly name: string;
  /** The name of the setting, matched whole in an environment, as an option of a command, or at the beginning of a line of a file. */
  readonly setting: RegExp;
  /** Whether the value lists the members. */
  readonly lists: boolean;
  readonly holdsData: (settings: Settings) => boolean;
}

const never = (): boolean => false;

/**
 * Source: the references of each system: Elasticsearch, Bootstrapping a cluster; etcd, Clustering Guide; ZooKeeper, Administrator's Guide; RabbitMQ, Cluster
 * Formation; Consul and Nomad, `bootstrap_expect`; Kafka, KRaft; MongoDB, Replication; MariaDB, Galera Cluster.
 */
const systems: readonly System[] = [
  { name: 'Elasticsearch', setting: /^cluster\.initial_(?:master|cluster_manager)_nodes$/, lists: true, holdsData: keepsShards },
  { name: 'etcd', setting: /^(?:ETCD_INITIAL_CLUSTER|initial-cluster)$/, lists: true, holdsData: never },
  { name: 'ZooKeeper', setting: /^(?:ZOO_SERVERS|ZOOKEEPER_SERVERS|server\.1)$/, lists: false, holdsData: never },
  {
    name: 'RabbitMQ',
    setting: /^(?:cluster_formation\.peer_discovery_backend|RABBITMQ_CLUSTER_FORMATION_.+)$/,
    lists: false,
    holdsData: keepsQueues,
  },
  { name: 'Consul or Nomad', setting: /^(?:bootstrap[-_]expect|CONSUL_BOOTSTRAP_EXPECT)$/, lists: false, holdsData: never },
  { name: 'Kafka', setting: /^(?:KAFKA_(?:CFG_)?CONTROLLER_QUORUM_VOTERS|controller\.quorum\.voters)$/, lists: true, holdsData: isBroker },
  { name: 'MongoDB', setting: /^(?:replSet|replSetName|MONGODB_REPLICA_SET_NAME)$/, lists: false, holdsData: never },
  { name: 'Galera', setting: /^(?:wsrep[-_]cluster[-_]address|MARIADB_GALERA_CLUSTER_ADDRESS)$/, lists: false, holdsData: never },
];

/** The system that a workload's settings show it to be, undefined where they show none. */
export function quorumOf(workload: WorkloadResource, index: ObjectIndex): Quorum | undefined {
  const settings = settingsOf(workload, index);
  for (const { name, setting, lists, holdsData } of systems)
    for (const { key, value, source } of settings) {
      if (!setting.test(key)) continue;
      const members = lists ? membersIn(value) : undefined;
      return { because: `${name} by ${key} in ${source}`, members, holdsData: holdsData(settings) };
    }
  return undefined;
}

/** Every node keeps shards unless its roles leave data out. */
function keepsShards(settings: Settings): boolean {
  const roles = settings.find(({ key }) => key === 'node.roles');
  return roles === undefined || /data/.test(roles.value);
}

/** A queue that isn't declared as another type is on one node. Source: rabbitmq.com, Clustering Guide, What is replicated, and Virtual Hosts, Default queue type. */
function keepsQueues(settings: Settings): boolean {
  return !settings.some(({ key, value }) => key === 'default_queue_type' && /quorum/.test(value));
}

function isBroker(settings: Settings): boolean {
  const roles = settings.find(({ key }) => /^(?:process\.roles|KAFKA_(?:CFG_)?PROCESS_ROLES)$/.test(key));
  return roles === undefined || /broker/.test(roles.value);
}

/** How many names a list has; undefined where it is filled in when the pod starts. */
function membersIn(value: string): number | undefined {
  if (value.includes('$') || value.trim() === '') return undefined;
  return value.split(',').filter((item) => item.replace(/[\s"'[\]]/g, '') !== '').length;
}
