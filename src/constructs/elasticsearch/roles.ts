/** The roles of the nodes of a cluster with one set. */
export const ROLES = ['master', 'data', 'ingest'] as const;

/** What a node does beside holding shards and electing a master. */
export type ExtraRole = 'ml' | 'remote_cluster_client' | 'transform';

/** A tier of data. */
export type DataTier = 'data_content' | 'data_hot' | 'data_warm' | 'data_cold' | 'data_frozen';

/**
 * The roles of a set of nodes. A node without any only coordinates requests.
 *
 * @see https://www.elastic.co/docs/deploy-manage/distributed-architecture/clusters-nodes-shards/node-roles
 */
export type NodeRole = 'master' | 'data' | 'ingest' | DataTier | ExtraRole;

export const EXTRA_ROLES: readonly ExtraRole[] = ['ml', 'remote_cluster_client', 'transform'];
const TIERS: readonly DataTier[] = ['data_content', 'data_hot', 'data_warm', 'data_cold', 'data_frozen'];

/** All roles of a set. */
export const NODE_ROLES: readonly NodeRole[] = ['master', 'data', 'ingest', ...TIERS, ...EXTRA_ROLES];

/** Whether nodes of a role hold shards. */
export function isDataRole(role: string): boolean {
  return role === 'data' || role.startsWith('data_');
}
