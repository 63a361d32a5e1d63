import { IngressClass } from '../../../../src';
import { observed, ruleSpec } from '../observed';
import { type Entry, entries } from './entries';
import { type Scenario, type Values, wrongWith } from './promtool';

const DAY = 1440;
const spec = (entry: Pick<Entry, 'ingress'>) => ruleSpec(observed(entry.ingress, { metrics: true, alerts: true }));

/** The rules about budgets alone. */
const budgets = (entry: Entry) => ({ groups: spec(entry).groups.filter(({ name }) => /\.(budget|long-windows)$/.test(name)) });

/** A value that stays. */
const stays = (value: number, minutes = 1800) => `${value}+0x${minutes}`;

const exporter = 'namespace="shop",service="elasticsearch-exporter"';
const deployment = (name: string) => `kube_deployment_status_replicas_ready{namespace="shop",deployment="${name}"}`;
const progressing = 'kube_deployment_status_condition{namespace="shop",deployment="backend",condition="Progressing",status="false"}';
const set = (metric: string, more = '') => `kube_statefulset_${metric}{namespace="shop",statefulset="elasticsearch"${more}}`;
const certificate = (name: string) => `certmanager_certificate_expiration_timestamp_seconds{exported_namespace="shop",name="${name}"}`;
const health = (color: string) => `elasticsearch_cluster_health_status{${exporter},cluster="shop",color="${color}"}`;
const disk = (metric: string) => `elasticsearch_filesystem_data_${metric}_bytes{${exporter},name="elasticsearch-0"}`;
const newest = `elasticsearch_snapshot_stats_latest_snapshot_timestamp_seconds{${exporter},repository="nines"}`;
const snapshots = `elasticsearch_snapshot_stats_number_of_snapshots{${exporter},repository="nines"}`;
const up = `up{${exporter}}`;
const gibibyte = 2 ** 30;

/** Everything but the requests, as it is while nothing happens. promtool starts its clock at 0. */
const calm: Values = {
  [deployment('backend')]: stays(3),
  [deployment('elasticsearch-exporter')]: stays(1),
  [progressing]: stays(0),
  [set('status_replicas_ready')]: stays(3),
  [set('replicas')]: stays(3),
  [set('status_replicas_updated')]: stays(3),
  [set('status_current_revision', ',revision="1"')]: stays(1),
  [set('status_update_revision', ',revision="1"')]: stays(1),
  [certificate('public-tls')]: stays(60 * 86_400),
  [health('green')]: stays(1),
  [health('red')]: stays(0),
  [disk('available')]: stays(30 * gibibyte),
  [disk('size')]: stays(50 * gibibyte),
  // A snapshot each hour.
  [newest]: '0+60x1800',
  [snapshots]: stays(7),
  [up]: stays(1),
};

/** Requests, 600 each minute, of which a share fails from a minute on for some minutes. */
function requests({ ok, okCountsAll, failed, redirected, counts }: Entry, share = 0, from = 0, minutes = 3 * DAY - from): Values {
  const rate = (all: number, during: number) => {
    if (!counts) return `${all}+0x${Math.max(0, from - 1)} ${during}+0x${minutes - 1} ${all}+0x${3 * DAY}`;
    const first = all * from;
    const second = first + during * minutes;
    return `0+${all}x${from} ${first + during}+${during}x${minutes - 1} ${second + all}+${all}x${3 * DAY}`;
  };
  return {
    [ok]: rate(600, okCountsAll ? 600 : 600 * (1 - share)),
    ...Object.fromEntries(failed.map((series) => [series, rate(0, 600 * share)])),
    ...(redirected && { [redirected]: rate(600, 600) }),
  };
}

const [traefik] = entries as readonly [Entry, ...Entry[]];
const certificates = Object.fromEntries(
  ['elasticsearch-http', 'elasticsearch-transport', 'elasticsearch-ca'].map((name) => [certificate(name), stays(60 * 86_400)]),
);
const page = (alert: string, workload = 'backend') => `page ${alert} ${workload}`;
const ticket = (alert: string, workload = 'backend') => `ticket ${alert} ${workload}`;
const burns = 'ErrorBudgetBurn';

describe.each(entries)('behind $name', (entry) => {
  const scenarios: readonly Scenario[] = [
    { name: 'a good day', values: requests(entry, 0.0005), at: '1d', every: '5m', fires: [] },
    {
      name: 'an outage of ten minutes: both fast windows page, and the slow ones have not seen enough',
      values: requests(entry, 1, 600, 10),
      at: '610m',
      fires: [page(burns), page(burns), ticket(burns), ticket(burns)],
    },
    {
      name: 'an hour after it: no window that shows it goes on',
      values: requests(entry, 1, 600, 10),
      at: '720m',
      fires: [ticket(burns), ticket(burns)],
    },
    {
      name: 'errors just above the highest threshold of 1.44%',
      values: requests(entry, 0.0145),
      at: '6h',
      every: '5m',
      fires: [page(burns), page(burns), ticket(burns), ticket(burns)],
    },
    {
      name: 'a slow burn, of 1.5 times what the service level objective allows: a ticket after three days',
      values: requests(entry, 0.0015),
      at: '3d',
      every: '5m',
      fires: [ticket(burns)],
    },
  ];

  test.each(scenarios)('$name', (scenario) => {
    expect(wrongWith(budgets(entry), scenario)).toBe('');
  });
});

const old: Values = { ...calm, ...requests(traefik), ...certificates };
const without = (name: string, values: Values = old) => Object.fromEntries(Object.entries(values).filter(([series]) => series !== name));

describe('symptoms', () => {
  const rules = spec({ ingress: IngressClass.traefik() });
  const scenarios: readonly Scenario[] = [
    { name: 'nothing', values: old, at: '2h', fires: [] },
    {
      name: 'one pod of three is gone: the next one would be missed',
      values: { ...old, [deployment('backend')]: stays(2) },
      at: '1h',
      fires: [ticket('NoPodToSpare')],
    },
    { name: 'two are gone', values: { ...old, [deployment('backend')]: stays(1) }, at: '1h', fires: [page('TooFewPodsReady')] },
    {
      name: 'the exporter is gone, which promises nothing',
      values: { ...old, [deployment('elasticsearch-exporter')]: stays(0) },
      at: '1h',
      fires: [ticket('TooFewPodsReady', 'elasticsearch-exporter')],
    },
    {
      name: 'a rollout of a Deployment past its deadline',
      values: { ...old, [progressing]: stays(1) },
      at: '1h',
      fires: [ticket('RolloutStuck')],
    },
    {
      name: 'a rollout of a StatefulSet that is stuck for two hours',
      values: {
        ...old,
        [set('status_update_revision', ',revision="1"')]: 'stale',
        [set('status_update_revision', ',revision="2"')]: stays(1),
        [set('status_replicas_updated')]: '3x4 1x175',
      },
      at: '2h',
      fires: [ticket('RolloutStuck', 'elasticsearch')],
    },
    {
      name: 'one that is stuck for 35 minutes',
      values: {
        ...old,
        [set('status_update_revision', ',revision="1"')]: '1x4 stale',
        [set('status_update_revision', ',revision="2"')]: '_x5 1x175',
        [set('status_replicas_updated')]: '3x4 1x175',
      },
      at: '40m',
      fires: [ticket('RolloutStuck', 'elasticsearch')],
    },
    {
      name: 'one that goes on',
      values: {
        ...old,
        [set('status_update_revision', ',revision="1"')]: 'stale',
        [set('status_update_revision', ',revision="2"')]: stays(1),
        [set('status_replicas_updated')]: '0x60 1x15 2x60',
      },
      at: '80m',
      fires: [],
    },
    {
      name: 'Elasticsearch is red',
      values: { ...old, [health('red')]: stays(1), [health('green')]: stays(0) },
      at: '10m',
      fires: [page('ElasticsearchRed', 'elasticsearch')],
    },
    {
      name: 'it has no master, so that its exporter knows nothing',
      values: without(health('green'), without(health('red'))),
      at: '10m',
      fires: [page('ElasticsearchUnavailable', 'elasticsearch')],
    },
    {
      name: 'its exporter is down as well',
      values: { ...without(health('green'), without(health('red'))), [up]: stays(0) },
      at: '1h',
      fires: [ticket('ElasticsearchMetricsMissing', 'elasticsearch')],
    },
    {
      name: 'a disk at the low watermark',
      values: { ...old, [disk('available')]: stays(6 * gibibyte) },
      at: '1h',
      fires: [ticket('ElasticsearchDiskSpaceLow', 'elasticsearch')],
    },
    {
      name: 'at the high one',
      values: { ...old, [disk('available')]: stays(4 * gibibyte) },
      at: '1h',
      fires: [ticket('ElasticsearchDiskSpaceLow', 'elasticsearch'), page('ElasticsearchDiskSpaceLow', 'elasticsearch')],
    },
    {
      name: 'a large disk with little free, of which enough is left',
      values: { ...old, [disk('size')]: stays(4000 * gibibyte), [disk('available')]: stays(300 * gibibyte) },
      at: '1h',
      fires: [],
    },
    {
      name: 'no snapshot for 26 hours',
      values: { ...old, [newest]: stays(-26 * 3600) },
      at: '2h',
      fires: [ticket('SnapshotTooOld', 'elasticsearch')],
    },
    {
      name: 'a repository that its exporter can no longer read: the series goes stale after an hour',
      values: { ...old, [newest]: '0x59 stale', [snapshots]: '7x59 stale' },
      at: '28h',
      fires: [ticket('SnapshotTooOld', 'elasticsearch')],
    },
    {
      name: "one that it can't read for an hour",
      values: { ...old, [newest]: '0+60x59 stale', [snapshots]: '7x59 stale' },
      at: '2h',
      fires: [],
    },
    {
      name: 'a repository without a snapshot',
      values: { ...old, [snapshots]: stays(0) },
      at: '2h',
      fires: [ticket('SnapshotTooOld', 'elasticsearch')],
    },
    {
      name: 'a certificate that is not renewed',
      values: { ...old, [certificate('public-tls')]: stays(13 * 86_400) },
      at: '1h',
      fires: ['ticket CertificateExpires'],
    },
    {
      name: 'one that expires in two days',
      values: { ...old, [certificate('public-tls')]: stays(2 * 86_400) },
      at: '1h',
      fires: ['ticket CertificateExpires', 'page CertificateExpires'],
    },
    {
      name: 'cert-manager has no metrics of a certificate',
      values: without(certificate('public-tls')),
      at: '1h',
      fires: ['ticket CertificateMetricsMissing'],
    },
    {
      name: 'the entry point has no metrics',
      values: without(traefik.ok, without(traefik.failed[0] ?? '')),
      at: '1h',
      fires: [ticket('RequestMetricsMissing')],
    },
    {
      name: 'kube-state-metrics says nothing',
      values: without(deployment('backend')),
      at: '1h',
      fires: [ticket('WorkloadMetricsMissing')],
    },
  ];

  test.each(scenarios)('$name', (scenario) => {
    expect(wrongWith(rules, scenario)).toBe('');
  });
});

test('behind Envoy Gateway no counter has the requests without a ready pod: the pods alone page', () => {
  const [envoy] = entries.filter(({ name }) => name.startsWith('Envoy Gateway')) as [Entry];
  const stopped = { [envoy.ok]: '0+600x60 36000x120', ...Object.fromEntries(envoy.failed.map((series) => [series, stays(0)])) };
  const values = { ...calm, ...certificates, ...stopped, [deployment('backend')]: '3x60 0x120' };
  expect(wrongWith(spec(envoy), { name: 'no pod', values, at: '70m', fires: [page('TooFewPodsReady')] })).toBe('');
});

describe('logs', () => {
  const logs = { to: { endpoint: 'http://loki-gateway.monitoring.svc/otlp' } };
  const { groups } = ruleSpec(observed(IngressClass.traefik(), { metrics: true, alerts: true, logs }));
  const rules = { groups: groups.filter(({ name }) => name === 'shop.logs') };
  const collector = (metric: string, pod = 'log-collector-1') =>
    `otelcol_exporter_${metric}{namespace="shop-logs",pod="${pod}",exporter="otlp_http"}`;
  const size = collector('queue_size');
  const failed = collector('send_failed_log_records');
  const quiet: Values = { [size]: stays(1000, 120), [collector('queue_capacity')]: stays(10_000, 120), [failed]: stays(7, 120) };

  test.each<Scenario>([
    { name: 'a good day, after a line that was lost long ago', values: quiet, at: '1h', fires: [] },
    { name: 'the sink refuses lines', values: { ...quiet, [failed]: '7x50 57x60' }, at: '55m', fires: ['ticket LogsLost'] },
    { name: 'the first line ever is refused', values: { ...quiet, [failed]: '_x50 1x60' }, at: '55m', fires: ['ticket LogsLost'] },
    { name: 'an hour later', values: { ...quiet, [failed]: '_x10 1x110' }, at: '90m', fires: [] },
    { name: 'the sink is down for a quarter of an hour', values: { ...quiet, [size]: '1000x30 8000x15 0x60' }, at: '45m', fires: [] },
    { name: 'the sink is down for an hour', values: { ...quiet, [size]: '1000x30 8000x80' }, at: '70m', fires: ['ticket LogsWaiting'] },
    {
      name: 'one of two nodes has no room left',
      values: { ...quiet, [collector('queue_size', 'b')]: stays(9000, 120), [collector('queue_capacity', 'b')]: stays(10_000, 120) },
      at: '1h',
      fires: ['ticket LogsWaiting'],
    },
    {
      name: 'no collector says anything',
      values: { [certificate('public-tls')]: stays(1, 120) },
      at: '1h',
      fires: ['ticket LogMetricsMissing'],
    },
  ])('$name', (scenario) => {
    expect(wrongWith(rules, scenario)).toBe('');
  });
});

test('promtool finds a scenario that expects something else', () => {
  const wrong = { name: 'nothing', values: old, at: '1h', fires: [ticket('NoPodToSpare')] };
  expect(wrongWith(spec(traefik), wrong)).toContain('FAILED');
});
