import type { Alert } from './alert';

/** What alerts know of an exporter of Elasticsearch. */
export interface ExportedCluster {
  readonly namespace: string;

  /** The name of the cluster's component, such as `elasticsearch`. */
  readonly name: string;

  /** The exporter's Service, which is the label `service` of its metrics. */
  readonly exporter: string;

  /** The hours after which the newest snapshot of a repository is too old. */
  readonly snapshotHours: number;
}

// https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/cluster-level-shard-allocation-routing-settings: the low and the high watermark. The first number
// is the free share, the second what is enough on any disk.
export const WATERMARKS = [
  { name: 'low', free: 0.15, enough: 200, severity: 'ticket', effect: 'gets no more shards' },
  {
    name: 'high',
    free: 0.1,
    enough: 150,
    severity: 'page',
    effect: 'loses its shards to other nodes, and at 5% its indices become read-only',
  },
] as const;

/** Alerts on a cluster, from its exporter. */
export function elasticsearchAlerts(cluster: ExportedCluster): readonly Alert[] {
  return [red(cluster), silent(cluster), ...WATERMARKS.map((it) => disk(cluster, it)), snapshot(cluster), unwatched(cluster)];
}

function about({ namespace, name }: ExportedCluster) {
  return { labels: { namespace, workload: name } };
}

/** The selector of a metric of the exporter. @param matchers more of them, such as `,color="red"` */
export function series({ namespace, exporter }: ExportedCluster, metric: string, matchers = ''): string {
  return `${metric}{namespace="${namespace}",service="${exporter}"${matchers}}`;
}

function red(cluster: ExportedCluster): Alert {
  return {
    name: 'ElasticsearchRed',
    expr: `${series(cluster, 'elasticsearch_cluster_health_status', ',color="red"')} == 1`,
    lasting: '2m',
    severity: 'page',
    summary: `${cluster.name} is red: some data has no copy that can be read`,
    runbook: 'health',
    ...about(cluster),
  };
}

/** Without an elected master no node knows the cluster's health, and the exporter, which is up, has no metrics of it. */
function silent(cluster: ExportedCluster): Alert {
  const isUp = `max(${series(cluster, 'up')}) == 1`;
  return {
    name: 'ElasticsearchUnavailable',
    expr: `absent(${series(cluster, 'elasticsearch_cluster_health_status', ',color="red"')}) and on () (${isUp})`,
    lasting: '2m',
    severity: 'page',
    summary: `${cluster.name} reports no health: no elected master, or no reachable node`,
    runbook: 'master',
    ...about(cluster),
  };
}

function disk(cluster: ExportedCluster, { name, free, enough, severity, effect }: (typeof WATERMARKS)[number]): Alert {
  const available = series(cluster, 'elasticsearch_filesystem_data_available_bytes');
  const size = series(cluster, 'elasticsearch_filesystem_data_size_bytes');
  return {
    name: 'ElasticsearchDiskSpaceLow',
    expr: `${available} / ${size} < ${free} and ${available} < ${enough * 2 ** 30}`,
    lasting: '10m',
    severity,
    summary: `{{ $value | humanizePercentage }} of the disk of {{ $labels.name }} is free, less than the ${name} watermark: the node ${effect}`,
    runbook: 'disk',
    labels: { ...about(cluster).labels, watermark: name },
  };
}

/** A cluster without a repository has no such series. */
function snapshot(cluster: ExportedCluster): Alert {
  const { snapshotHours: hours } = cluster;
  const by = 'max by (namespace, repository)';
  // An exporter that can't read a repository drops its series, so the last value counts for three days after it is too old. A removed repository is forgotten then.
  const newest = `last_over_time(${series(cluster, 'elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds')}[${hours + 72}h])`;
  const count = series(cluster, 'elasticsearch_snapshot_stats_number_of_snapshots');
  return {
    name: 'SnapshotTooOld',
    expr: `time() - ${by} (${newest}) > ${hours * 3600} or ${by} (${count}) == 0`,
    lasting: '1h',
    severity: 'ticket',
    summary: `The newest snapshot of ${cluster.name} in the repository {{ $labels.repository }} is older than ${hours} hours, or there is none`,
    runbook: 'snapshot',
    ...about(cluster),
  };
}

function unwatched(cluster: ExportedCluster): Alert {
  return {
    name: 'ElasticsearchMetricsMissing',
    expr: `absent(${series(cluster, 'up')} == 1)`,
    lasting: '15m',
    severity: 'ticket',
    summary: `The exporter of ${cluster.name} has not been scraped for 15 minutes: alerts on the cluster can't fire`,
    runbook: 'missing',
    ...about(cluster),
  };
}
