import type { KubernetesObject } from '../../../manifests/object';
import { mayHaveOperator } from '../../../manifests/operators';
import { isObject } from '../../../manifests/value';
import type { Effect } from '../rules';

const DATABASE = 'its operator deletes the database that it made from it, and often the volumes too';
const STORE = 'its operator deletes what it made from it, with the data in it';

/**
 * Custom resources that data is deleted with, and what happens to it.
 *
 * Sources: the operators' pages on deletion, such as Strimzi, "Topic Operator" (a deleted KafkaTopic deletes the topic); Longhorn, "Volume" (the replicas go
 * with it); Rook, "Cleaning up a cluster"; MySQL Operator, "InnoDBCluster"; CloudNativePG, "Database" (databaseReclaimPolicy).
 */
const holders: ReadonlyMap<string, string> = new Map([
  ...[
    'CassandraDatacenter.cassandra.datastax.com',
    'ClickHouseInstallation.clickhouse.altinity.com',
    'Cluster.postgresql.cnpg.io',
    'CrdbCluster.crdb.cockroachlabs.com',
    'Elasticsearch.elasticsearch.k8s.elastic.co',
    'InnoDBCluster.mysql.oracle.com',
    'K8ssandraCluster.k8ssandra.io',
    'Kafka.kafka.strimzi.io',
    'MariaDB.k8s.mariadb.com',
    'MongoDBCommunity.mongodbcommunity.mongodb.com',
    'OpenSearchCluster.opensearch.opster.io',
    'OpenSearchCluster.opensearch.org',
    'PerconaPGCluster.pgv2.percona.com',
    'PerconaServerMongoDB.psmdb.percona.com',
    'PerconaServerMySQL.ps.percona.com',
    'PerconaXtraDBCluster.pxc.percona.com',
    'PostgresCluster.postgres-operator.crunchydata.com',
    'RabbitmqCluster.rabbitmq.com',
    'ScyllaCluster.scylla.scylladb.com',
    'SolrCloud.solr.apache.org',
    'TidbCluster.pingcap.com',
    'VitessCluster.planetscale.com',
    'postgresql.acid.zalan.do',
  ].map((type): [string, string] => [type, DATABASE]),
  ...[
    'CephBlockPool.ceph.rook.io',
    'CephCluster.ceph.rook.io',
    'CephFilesystem.ceph.rook.io',
    'CephObjectStore.ceph.rook.io',
    'KafkaNodePool.kafka.strimzi.io',
    'KafkaTopic.kafka.strimzi.io',
    'ObjectBucketClaim.objectbucket.io',
    'Tenant.minio.min.io',
    'Volume.longhorn.io',
  ].map((type): [string, string] => [type, STORE]),
]);

/** Whether data is deleted with objects of a type. */
export function isHolder(type: string): boolean {
  return holders.has(type);
}

/** What happens to the data of a custom resource that is deleted; undefined if it isn't known to have any. */
export function lostWith(type: string): string | undefined {
  return holders.get(type);
}

/** Fields in which custom resources ask for storage. */
const storage =
  /^(dataVolumeClaimSpec|persistence|persistentVolumeClaim(Spec)?|pvc|storage|storageClass(Name)?|storageSize|volumeClaimTemplates?|volumeSize)$/;

const deepest = 12;

/** What becomes of a custom resource of an unknown kind that is deleted; undefined for any other object. */
export function unknownRemoval(object: KubernetesObject): Effect | undefined {
  if (!mayHaveOperator(object)) return undefined;
  const field = storageIn(object.root.at('spec').value, deepest);
  if (field === undefined)
    return { consequence: 'prune', because: 'Whether it holds data is not known here: its operator decides what is deleted with it' };
  return {
    consequence: 'data at risk',
    because: `it asks for storage (spec.${field}), and whether the data is deleted with it is not known here: its operator decides`,
    fix: 'find out what its operator deletes, take a backup, and give that as the reason',
  };
}

/** The path of the first field that asks for storage. */
function storageIn(value: unknown, depth: number): string | undefined {
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return value.map((item) => storageIn(item, depth - 1)).find((it) => it !== undefined);
  if (!isObject(value)) return undefined;
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined || part === false || part === '') continue;
    if (storage.test(name)) return name;
    const inner = storageIn(part, depth - 1);
    if (inner !== undefined) return `${name}.${inner}`;
  }
  return undefined;
}
