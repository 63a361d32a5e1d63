import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayClass, IngressClass, Observability } from '../../../src';
import { RUNBOOKS } from '../../../src/constructs/observability/alert';
import { chartOf, find, namesOf } from '../../objects';
import { observed, ruleSpec } from './observed';

const all = observed(IngressClass.traefik(), { metrics: true, alerts: true });
const rulesOf = (manifests = all) => ruleSpec(manifests).groups.flatMap(({ rules }) => rules);
const alertsOf = (manifests = all) => rulesOf(manifests).filter(({ alert }) => alert !== undefined);

test('nothing is observed by default', () => {
  const none = observed(IngressClass.traefik(), {});
  expect(namesOf(none, 'PrometheusRule')).toEqual([]);
  expect(namesOf(none, 'ServiceMonitor')).toEqual([]);
  expect(namesOf(none, 'Deployment')).toEqual(['backend']);
});

test('metrics: a monitor of each port, and an exporter that may only monitor', () => {
  expect(namesOf(all, 'ServiceMonitor')).toEqual(['backend', 'elasticsearch-exporter']);
  expect(find(all, 'ServiceMonitor', 'backend')).toMatchObject({
    metadata: { labels: { release: 'kube-prometheus-stack' } },
    spec: { selector: { matchLabels: { app: 'backend' } }, endpoints: [{ port: 'admin', path: '/metrics' }] },
  });
  const { data } = find(all, 'ConfigMap', 'elasticsearch-files') as unknown as { data: Record<string, string> };
  expect(data['roles.yml']).toContain('exporter:\n  cluster:\n    - monitor\n    - monitor_snapshot\n');
});

interface Monitor {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly endpoints: readonly { readonly port: string; readonly interval: string; readonly scrapeTimeout: string }[];
}

test('each monitor selects one Service, which has a port of that name', () => {
  const services = all.filter(({ kind }) => kind === 'Service');
  for (const monitor of all.filter(({ kind }) => kind === 'ServiceMonitor')) {
    const { selector, endpoints } = monitor['spec'] as Monitor;
    const selected = services.filter(({ metadata }) =>
      Object.entries(selector.matchLabels).every(([name, value]) => metadata.labels?.[name] === value),
    );
    expect(selected.map(({ metadata }) => metadata.name)).toEqual([monitor.metadata.name]);
    const ports = selected.flatMap((service) => (service['spec'] as { ports: { name: string }[] }).ports);
    expect(ports.map(({ name }) => name)).toEqual(expect.arrayContaining(endpoints.map(({ port }) => port)));
  }
});

test('a slow snapshot repository leaves the exporter time to report the health', () => {
  const timeouts = ['backend', 'elasticsearch-exporter'].map((name) => {
    const [endpoint] = (find(all, 'ServiceMonitor', name)['spec'] as Monitor).endpoints;
    return [endpoint?.interval, endpoint?.scrapeTimeout];
  });
  expect(timeouts).toEqual([
    ['30s', '10s'],
    ['30s', '25s'],
  ]);
});

test('alerts without metrics are refused with an Elasticsearch, whose alerts would be missing', () => {
  expect(() => observed(IngressClass.traefik(), { alerts: true })).toThrow(
    "alerts on Elasticsearch 'elasticsearch' need its exporter; write metrics: true, and pass elasticsearch with a login MONITORING_LOGIN",
  );
});

test("Services that AWS' load balancer controller gives the same name are refused, unless there are no alerts on budgets", () => {
  const on = { metrics: true } as const;
  expect(() => observed(IngressClass.alb(), { ...on, alerts: true }, 'back-end')).toThrow(
    "the entry point's metrics can't tell the requests to 'backend' and 'back-end' apart; rename one, with other first eight letters or digits for AWS' load balancer, or write alerts: { budgets: false }",
  );
  expect(() => observed(IngressClass.alb(), { ...on, alerts: { budgets: false } }, 'back-end')).not.toThrow();
  expect(() => observed(IngressClass.traefik(), { ...on, alerts: true }, 'back-end')).not.toThrow();
});

test('Prometheus may connect to the ports that it scrapes, and the exporter to Elasticsearch', () => {
  const policies = namesOf(all, 'NetworkPolicy');
  expect(policies).toEqual(
    expect.arrayContaining([
      'backend-from-prometheus',
      'elasticsearch-exporter-from-prometheus',
      'elasticsearch-exporter-to-elasticsearch',
      'elasticsearch-from-elasticsearch-exporter',
    ]),
  );
  expect(find(all, 'NetworkPolicy', 'backend-from-prometheus')['spec']).toEqual({
    podSelector: { matchLabels: { app: 'backend' } },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
          },
        ],
        ports: [{ port: 9090, protocol: 'TCP' }],
      },
    ],
  });
});

test('another Prometheus, exporter, page of runbooks and schedule of snapshots', () => {
  const other = observed(IngressClass.traefik(), {
    metrics: { exporterImage: 'registry.example/exporter:1.10.0' },
    alerts: { runbooks: 'https://wiki.example/runbooks', snapshotHours: 170, budgets: false },
    prometheus: { namespace: 'observing', pods: { app: 'scraper' }, labels: { team: 'shop' } },
  });
  expect(find(other, 'PrometheusRule', 'application').metadata.labels).toMatchObject({ team: 'shop' });
  expect(find(other, 'NetworkPolicy', 'backend-from-prometheus')['spec']).toMatchObject({
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observing' } },
            podSelector: { matchLabels: { app: 'scraper' } },
          },
        ],
      },
    ],
  });
  expect(JSON.stringify(find(other, 'Deployment', 'elasticsearch-exporter'))).toContain('registry.example/exporter:1.10.0');
  const alerts = alertsOf(other);
  expect(alerts.every(({ annotations }) => annotations?.['runbook_url']?.startsWith('https://wiki.example/runbooks#'))).toBe(true);
  expect(alerts.find(({ alert }) => alert === 'SnapshotTooOld')?.expr).toContain('[242h])) > 612000 ');
  expect(alerts.some(({ alert }) => alert === 'ErrorBudgetBurn')).toBe(false);
});

test('the thresholds of alerts are those of the service level objective', () => {
  const burns = alertsOf().filter(({ alert }) => alert === 'ErrorBudgetBurn');
  expect(burns.map(({ labels, expr }) => [labels['severity'], labels['window'], expr.split(' and ')[0]?.split(' > ')[1]])).toEqual([
    ['page', '1h', '0.0144'],
    ['page', '6h', '0.006'],
    ['ticket', '1d', '0.003'],
    ['ticket', '3d', '0.001'],
  ]);
});

test('what is reached by other workloads alone has no alerts on requests, and a workload without one wakes nobody', () => {
  const of = (workload: string) => alertsOf().filter(({ labels }) => labels['workload'] === workload);
  expect(of('elasticsearch').some(({ alert }) => alert === 'ErrorBudgetBurn')).toBe(false);
  expect(of('elasticsearch-exporter').map(({ labels }) => labels['severity'])).toEqual(['ticket', 'ticket', 'ticket']);
});

const logs = { to: { endpoint: 'http://loki-gateway.monitoring.svc/otlp' } };
const withLogs = observed(IngressClass.traefik(), { metrics: true, alerts: true, logs });

test('each alert links to a section of docs/observability.md', () => {
  const page = readFileSync(join(__dirname, '../../../docs/observability.md'), 'utf8');
  const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
  expect(anchors).toEqual(expect.arrayContaining(Object.values(RUNBOOKS)));
  const links = alertsOf(withLogs).map(({ annotations }) => annotations?.['runbook_url']);
  expect(new Set(links)).toEqual(
    new Set(Object.values(RUNBOOKS).map((anchor) => `https://github.com/nines-dev/nines/blob/main/docs/observability.md#${anchor}`)),
  );
});

test('the page lists each alert', () => {
  const page = readFileSync(join(__dirname, '../../../docs/observability.md'), 'utf8');
  for (const { alert } of alertsOf(withLogs)) expect(page).toContain(`\`${alert}\``);
});

test.each([
  ['nginx', IngressClass.f5Nginx()],
  ['cilium', GatewayClass.cilium()],
])('an entry point %s without metrics of each Service is refused', (name, ingress) => {
  expect(() => observed(ingress, { alerts: true })).toThrow(
    `observability 'test/observability': alerts.budgets must be false with an entry point that has no metrics of the requests to each Service, got the class '${name}'; write alerts: { budgets: false }, or pass requestMetrics to its class`,
  );
});

test('a value that is no platform is refused', () => {
  expect(() => new Observability(chartOf(), 'observability', { platform: 'aws' as never })).toThrow('platform must be a Platform');
});
