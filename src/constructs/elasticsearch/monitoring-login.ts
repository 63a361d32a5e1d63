import type { Login } from './logins';

/**
 * A login for whatever collects metrics, such as elasticsearch_exporter: it may see the health and the statistics of the cluster and its nodes, and snapshots,
 * and no document. The statistics of each index need the privilege `monitor` on the indices as well.
 *
 * ```ts
 * logins: { exporter: MONITORING_LOGIN }
 * ```
 *
 * @see docs/elasticsearch-users.md
 */
export const MONITORING_LOGIN: Login = { cluster: ['monitor', 'monitor_snapshot'] };
