import { type ExportedCluster, series, WATERMARKS } from '../elasticsearch-alerts';
import type { WatchedWorkload } from '../watched';
import type { Dashboard, Panel } from './panel';
import { readyPanel, resourcePanels } from './workload-dashboard';

/** The dashboard of an Elasticsearch cluster. @param workloads its sets of nodes */
export function elasticsearchDashboard(cluster: ExportedCluster, workloads: readonly WatchedWorkload[]): Dashboard {
  return {
    title: `${cluster.namespace} / ${cluster.name}`,
    rows: [
      { title: 'Health', panels: healthPanels(cluster) },
      { title: 'Requests', panels: requestPanels(cluster) },
      { title: 'Nodes', panels: nodePanels(cluster) },
      { title: 'Pods', panels: workloads.flatMap((workload) => [readyPanel(workload), ...resourcePanels(workload)]) },
    ],
  };
}

function healthPanels(cluster: ExportedCluster): readonly Panel[] {
  const health = (what: string) => series(cluster, `elasticsearch_cluster_health_${what}`);
  const color = (name: string) => series(cluster, 'elasticsearch_cluster_health_status', `,color="${name}"`);
  const { snapshotHours } = cluster;
  return [
    {
      kind: 'figure',
      title: 'Health',
      description: '0: green, all data has its copies. 1: yellow, some copies are missing. 2: red, some data has none.',
      unit: 'short',
      queries: [{ expr: `2 * max(${color('red')}) + max(${color('yellow')})`, legend: 'health' }],
      limits: [
        { from: 0, color: 'green' },
        { from: 1, color: 'yellow' },
        { from: 2, color: 'red' },
      ],
    },
    { kind: 'figure', title: 'Nodes', unit: 'short', queries: [{ expr: `max(${health('number_of_nodes')})`, legend: 'nodes' }] },
    {
      kind: 'figure',
      title: 'Age of the newest snapshot',
      unit: 's',
      queries: [
        { expr: `time() - max(${series(cluster, 'elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds')})`, legend: 'age' },
      ],
      limits: [
        { from: 0, color: 'green' },
        { from: snapshotHours * 3600, color: 'red' },
      ],
    },
    {
      kind: 'figure',
      title: 'Waiting changes of the cluster state',
      unit: 'short',
      queries: [{ expr: `max(${health('number_of_pending_tasks')})`, legend: 'tasks' }],
    },
    {
      kind: 'timeline',
      title: 'Shards that are not where they should be',
      unit: 'short',
      queries: ['unassigned', 'delayed_unassigned', 'initializing', 'relocating'].map((state) => ({
        expr: `max(${health(`${state}_shards`)})`,
        legend: state.replace('_', ' '),
      })),
    },
  ];
}

function requestPanels(cluster: ExportedCluster): readonly Panel[] {
  const rate = (metric: string) => `sum(rate(${series(cluster, metric)}[5m]))`;
  const took = (time: string, count: string) => `${rate(time)} / (${rate(count)} > 0)`;
  const [searches, searchTime] = ['elasticsearch_indices_search_query_total', 'elasticsearch_indices_search_query_time_seconds'];
  const [writes, writeTime] = ['elasticsearch_indices_indexing_index_total', 'elasticsearch_indices_indexing_index_time_seconds_total'];
  return [
    {
      kind: 'timeline',
      title: 'Queries of shards and indexed documents',
      description: 'A search counts once for each shard that it asks, and a document once for each copy.',
      unit: 'reqps',
      queries: [
        { expr: rate(searches), legend: 'queries' },
        { expr: rate(writes), legend: 'documents' },
      ],
    },
    {
      kind: 'timeline',
      title: 'Time of a query and of a document',
      unit: 's',
      queries: [
        { expr: took(searchTime, searches), legend: 'query' },
        { expr: took(writeTime, writes), legend: 'document' },
      ],
    },
    {
      kind: 'timeline',
      title: 'Rejected requests in 5 minutes',
      description: 'A full queue rejects with 429, which clients have to repeat.',
      unit: 'short',
      queries: [
        { expr: `sum by (type) (increase(${series(cluster, 'elasticsearch_thread_pool_rejected_count')}[5m])) > 0`, legend: '{{type}}' },
        {
          expr: `sum by (breaker) (increase(${series(cluster, 'elasticsearch_breakers_tripped')}[5m])) > 0`,
          legend: 'breaker {{breaker}}',
        },
      ],
    },
  ];
}

function nodePanels(cluster: ExportedCluster): readonly Panel[] {
  const heap = (metric: string) => series(cluster, `elasticsearch_jvm_memory_${metric}_bytes`, ',area="heap"');
  const [available, size] = ['available', 'size'].map((what) => series(cluster, `elasticsearch_filesystem_data_${what}_bytes`));
  const [low, high] = WATERMARKS;
  return [
    {
      kind: 'timeline',
      title: 'Free disk',
      description: `A node gets no more shards below ${low.free * 100}%, and loses its shards below ${high.free * 100}%, unless ${low.enough} GiB or ${high.enough} GiB are free.`,
      unit: 'percentunit',
      queries: [{ expr: `min by (name) (${available} / ${size})`, legend: '{{name}}' }],
      limits: [
        { from: 0, color: 'red' },
        { from: high.free, color: 'yellow' },
        { from: low.free, color: 'green' },
      ],
    },
    {
      kind: 'timeline',
      title: 'Heap',
      description: 'Its saw teeth are normal. The lowest points of a healthy node stay below 75%.',
      unit: 'percentunit',
      queries: [{ expr: `max by (name) (${heap('used')} / ${heap('max')})`, legend: '{{name}}' }],
    },
    {
      kind: 'timeline',
      title: 'Share of time in garbage collection',
      unit: 'percentunit',
      queries: [
        { expr: `sum by (name) (rate(${series(cluster, 'elasticsearch_jvm_gc_collection_seconds_sum')}[5m]))`, legend: '{{name}}' },
      ],
    },
  ];
}
