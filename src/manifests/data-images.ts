/** The last part of the names of a database's images. Elsewhere its versions are compared, and read from its tags. */
export const databaseImages = {
  postgres: /^(postgres|postgresql|postgis|pgvector|timescaledb|timescaledb-ha)$/,
  mysql: /^(mysql|mysql-server|community-server)$/,
  mariadb: /^mariadb(-galera)?$/,
  mongodb: /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/,
  opensearch: /^opensearch$/,
  elasticsearch: /^elasticsearch(-wolfi)?$/,
} as const;

/** Other programs that keep data of their own in each pod, and images that are called after theirs: `catalogue-db`. */
const others =
  /^(redis|redis-stack(-server)?|valkey|keydb|rabbitmq|kafka|zookeeper|etcd|consul|cassandra|scylla|couchdb|couchbase|neo4j|minio|clickhouse(-server)?|cockroach|arangodb|dgraph|(heapster-)?influxdb(-amd64)?|prometheus|victoria-metrics|volume-nfs|nfs-server(-alpine)?)$|[-_](db|database|mysqldb|mongodb)$/;

/** The name of an image without its registry, its tag and its digest: `postgres` of `docker.io/library/postgres:17@sha256:...`. */
export function imageName(image: string): string {
  return image.split('@', 1)[0]?.split('/').at(-1)?.split(':', 1)[0] ?? '';
}

/**
 * Whether each pod of an image keeps data that the others don't have, unless the program itself copies it: a second replica is then another database, and no spare.
 *
 * A name is no proof, so this decides what is proposed, and never what is proved.
 */
export function keepsOwnData(image: string): boolean {
  const name = imageName(image);
  return others.test(name) || Object.values(databaseImages).some((images) => images.test(name));
}

/** How programs copy their data to other pods, by the names of their images. Source: the documentation of each. */
const replications: readonly (readonly [image: RegExp, replication: string])[] = [
  [databaseImages.postgres, 'streaming replication, as operators such as CloudNativePG do'],
  [databaseImages.mysql, 'Group Replication with three members'],
  [databaseImages.mariadb, 'a Galera cluster of three members'],
  [databaseImages.mongodb, 'a replica set of three members'],
  [databaseImages.elasticsearch, 'three master-eligible nodes and a replica of each index'],
  [databaseImages.opensearch, 'three cluster-manager-eligible nodes and a replica of each index'],
  [/^(redis|redis-stack(-server)?|valkey|keydb)$/, 'a replica with Sentinel, or a cluster'],
  [/^(etcd|zookeeper|consul)$/, 'a cluster of three members'],
  [/^rabbitmq$/, 'a cluster of three nodes with quorum queues'],
  [/^kafka$/, 'three brokers and a replication factor of three'],
  [/^(cassandra|scylla)$/, 'three nodes and a replication factor of three'],
];

/** How the program of an image copies its data to other pods, undefined where that isn't known. */
export function replicationOf(image: string): string | undefined {
  return replications.find(([images]) => images.test(imageName(image)))?.[1];
}
