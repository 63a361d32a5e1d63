import { GatewayClass, IngressClass, type Manifest } from '../../../src';
import { requireSdk } from '../../../src/constructs/observability/dashboards/grafana';
import { chartOf, find, namesOf } from '../../objects';
import { observed, ruleSpec } from './observed';
import { documentedMetrics, exposedLabels, parsePromQl } from './promql';
import { entries } from './promtool/entries';

const on = { metrics: true, alerts: true, dashboards: true } as const;

interface Written {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly datasource?: object;
    readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
  }[];
}

function dashboardsOf(manifests: readonly Manifest[]): Readonly<Record<string, Written>> {
  const { data } = find(manifests, 'ConfigMap', 'grafana-dashboards') as unknown as { data: Record<string, string> };
  return Object.fromEntries(Object.entries(data).map(([file, text]) => [file, JSON.parse(text)]));
}

const panelsOf = (dashboard: Written | undefined) => (dashboard?.panels ?? []).filter(({ type }) => type !== 'row');
const queriesOf = (dashboards: Readonly<Record<string, Written>>) =>
  Object.values(dashboards).flatMap((dashboard) => panelsOf(dashboard).flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)));

const traefik = observed(IngressClass.traefik(), on);
const all = dashboardsOf(traefik);

test('one dashboard of each service and one of Elasticsearch, in a ConfigMap that the sidecar of Grafana selects', () => {
  expect(Object.keys(all)).toEqual(['backend.json', 'elasticsearch.json']);
  expect(find(traefik, 'ConfigMap', 'grafana-dashboards').metadata.labels).toMatchObject({ grafana_dashboard: '1' });
  const labeled = observed(IngressClass.traefik(), { ...on, dashboards: { labels: { dashboards: 'shop' } } });
  const { labels } = find(labeled, 'ConfigMap', 'grafana-dashboards').metadata;
  expect([labels?.['dashboards'], labels?.['grafana_dashboard']]).toEqual(['shop', undefined]);
});

test('there are none by default', () => {
  expect(namesOf(observed(IngressClass.traefik(), { metrics: true, alerts: true }), 'ConfigMap')).not.toContain('grafana-dashboards');
});

test("a dashboard keeps its address when its title changes, and another namespace's has another", () => {
  expect(Object.values(all).map(({ uid, title }) => [uid, title])).toEqual([
    ['nines-e849b4fef2411bcf', 'shop / backend'],
    ['nines-66d7a60ab312aee0', 'shop / elasticsearch'],
  ]);
});

test('a service has its budget, its requests and its pods; one whose requests nobody counts has its pods', () => {
  const titles = (dashboard: Written | undefined) => panelsOf(dashboard).map(({ title }) => title);
  const pods = ['Ready pods of backend', 'Restarts of backend in an hour', 'CPU of backend', 'Memory of backend'];
  expect(titles(all['backend.json'])).toEqual([
    'Succeeded in 30d',
    'Error budget left',
    'Burn rate',
    'Requests that fail',
    'Requests',
    ...pods,
  ]);
  const uncounted = observed(GatewayClass.cilium(), { ...on, alerts: { budgets: false } });
  expect(titles(dashboardsOf(uncounted)['backend.json'])).toEqual(pods);
});

test('panels neither overlap nor leave the 24 columns, and ask the chosen data source', () => {
  for (const dashboard of Object.values(all)) {
    const cells = panelsOf(dashboard).flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panelsOf(dashboard).every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    const source = { type: 'prometheus', uid: `$\{datasource}` };
    expect(panelsOf(dashboard).map(({ datasource }) => datasource)).toEqual(panelsOf(dashboard).map(() => source));
  }
});

test('the budget is read from the series that the rules of the alerts record', () => {
  const recorded = ruleSpec(traefik).groups.flatMap(({ rules }) => rules.flatMap(({ record }) => record ?? []));
  const read = queriesOf(all)
    .flatMap((expr) => parsePromQl(expr).metrics)
    .filter((metric) => metric.startsWith('workload:'));
  expect(read.length).toBeGreaterThan(4);
  expect(recorded).toEqual(expect.arrayContaining(read));
});

describe.each([...new Map(entries.map(({ ingress }) => [ingress.name, { name: ingress.name, ingress }])).values()])(
  'behind $name',
  ({ ingress }) => {
    const manifests = observed(ingress, on);
    const queries = queriesOf(dashboardsOf(manifests));
    const { groups } = ruleSpec(manifests);
    const rules = groups.flatMap((group) => group.rules);

    test('each expression is PromQL', () => {
      for (const expr of queries) expect([expr, parsePromQl(expr).errors]).toEqual([expr, []]);
    });

    const expressions = [...queries, ...rules.map(({ expr }) => expr)].map(parsePromQl);

    test('each metric of a dashboard and of an alert is one that its exporter exposes or documents, or recorded', () => {
      const known = new Set([...exposedLabels().keys(), ...documentedMetrics()]);
      const recorded = rules.flatMap(({ record }) => record ?? []);
      const others = ['up', 'certmanager_certificate_expiration_timestamp_seconds'];
      const ofEntry = entries.filter((entry) => entry.ingress.name === ingress.name).flatMap((entry) => [entry.ok, ...entry.failed]);
      const counted = ofEntry.flatMap((series) => parsePromQl(series).metrics);
      const named = expressions.flatMap(({ metrics }) => metrics);
      const unknown = named.filter((metric) => !known.has(metric) && ![...recorded, ...others, ...counted].includes(metric));
      expect([...new Set(unknown)]).toEqual([]);
    });

    test('each label by which they select, group or join what an exporter exposes is one that its metric has', () => {
      const exposed = exposedLabels();
      const read = new Set(expressions.flatMap(({ labels }) => labels.filter((one) => exposed.has(one.split(' ')[0] as string))));
      const has = ([metric = '', label = '']: string[]) => exposed.get(metric)?.has(label) || isOfTarget(metric, label);
      expect(read.size).toBeGreaterThan(20);
      expect([...read].filter((one) => !has(one.split(' ')))).toEqual([]);
    });
  },
);

/** Prometheus itself gives the metrics of our ServiceMonitor's targets these labels. kube-state-metrics exposes its namespace. */
function isOfTarget(metric: string, label: string): boolean {
  return metric.startsWith('elasticsearch_') && ['namespace', 'service'].includes(label);
}

test('the parser refuses what is no PromQL', () => {
  expect(parsePromQl('sum(rate(up[5m])').errors).not.toEqual([]);
  expect(parsePromQl('sum(rate(up{job="a"}[5m])) / b').metrics).toEqual(['up', 'b']);
});

test('the parser finds each label that a metric is selected, grouped or joined by', () => {
  expect(parsePromQl('sum by (pod) (a{x="1",y!~"2"}) / on (z) b').labels).toEqual(['a x', 'a y', 'a pod', 'a z', 'b z']);
});

test('dashboards without alerts are refused, whose rules record what they show', () => {
  expect(() => observed(IngressClass.traefik(), { metrics: true, dashboards: true })).toThrow(
    "observability 'test/observability': dashboards requires alerts, whose rules record what it shows, got none; write alerts: true, or omit dashboards",
  );
});

test("dashboards without Grafana's SDK are refused with the command that installs it", () => {
  const load = () => {
    throw new Error("Cannot find module '@grafana/grafana-foundation-sdk/common'");
  };
  expect(() => requireSdk(chartOf(), load)).toThrow(
    'dashboards requires @grafana/grafana-foundation-sdk, which is not installed; run npm install --save-dev --save-exact @grafana/grafana-foundation-sdk@0.0.21, or omit dashboards',
  );
});

test("the version in that command is this repository's", () => {
  const { devDependencies } = require('../../../package.json');
  expect(devDependencies['@grafana/grafana-foundation-sdk']).toBe('0.0.21');
});
