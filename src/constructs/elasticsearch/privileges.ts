/**
 * What a role allows with indices.
 *
 * @see https://www.elastic.co/docs/reference/elasticsearch/security-privileges
 */
export const INDEX_PRIVILEGES = [
  'all',
  'auto_configure',
  'create',
  'create_doc',
  'create_index',
  'delete',
  'delete_index',
  'index',
  'maintenance',
  'manage',
  'manage_data_stream_lifecycle',
  'manage_ilm',
  'monitor',
  'read',
  'view_index_metadata',
  'write',
] as const;

export type IndexPrivilege = (typeof INDEX_PRIVILEGES)[number];

/**
 * What a role allows with the cluster, apart from the management of security. `manage` is an administrator's, like the right to restore: by a restore it can replace users.
 */
export const CLUSTER_PRIVILEGES = [
  'create_snapshot',
  'manage',
  'manage_enrich',
  'manage_ilm',
  'manage_index_templates',
  'manage_ingest_pipelines',
  'manage_logstash_pipelines',
  'manage_ml',
  'manage_pipeline',
  'manage_rollup',
  'manage_slm',
  'manage_transform',
  'monitor',
  'monitor_ml',
  'monitor_snapshot',
  'monitor_transform',
  'read_ilm',
  'read_pipeline',
  'read_slm',
] as const;

export type ClusterPrivilege = (typeof CLUSTER_PRIVILEGES)[number] | `cluster:${string}`;
