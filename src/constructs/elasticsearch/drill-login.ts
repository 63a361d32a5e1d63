import type { Login } from './logins';

/** The name of the user, and of what ends in it: `elasticsearch-restore-drill`. */
export const DRILL = 'restore-drill';

/** What the drill may do: find snapshots, restore them, and read and remove what it restored. */
export const DRILL_LOGIN: Login = {
  cluster: ['monitor', 'monitor_snapshot', 'cluster:admin/snapshot/restore'],
  indices: [{ names: ['restore-drill-*'], privileges: ['read', 'monitor', 'view_index_metadata', 'delete_index'] }],
};
