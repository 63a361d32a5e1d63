import type { Login } from './logins';

/**
 * A login for whatever collects metrics, such as elasticsearch_exporter: it may see the health and the statistics of nodes and indices, snapshots and their
 * policies, and no document.
 *
 * ```ts
 * logins: { exporter: MONITORING_LOGIN }
 * ```
 *
 * @see docs/elasticsearch-users.md
 */
export const MONITORING_LOGIN: Login = {
  cluster: ['monitor', 'monitor_snapshot', 'read_slm', 'read_ilm'],
  indices: [{ names: ['*'], privileges: ['monitor', 'view_index_metadata'] }],
};
