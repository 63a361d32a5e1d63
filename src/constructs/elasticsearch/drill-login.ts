import type { Login } from './logins';

/**
 * What the drill may do: find snapshots, restore them, and see statistics of what it restored and remove it; it reads no document. Elasticsearch can't limit a restore to names: whoever has this
 * password can restore any index and the cluster's state.
 */
export const DRILL_LOGIN: Login = {
  cluster: ['monitor', 'monitor_snapshot', 'cluster:admin/snapshot/restore'],
  indices: [{ names: ['restore-drill-*'], privileges: ['monitor', 'view_index_metadata', 'delete_index'] }],
};
