import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  ApplicationNamespace,
  clientOf,
  denyByDefault,
  Elasticsearch,
  type ElasticsearchOptions,
  type Manifest,
  manifestsOf as manifestsIn,
  Platform,
  Storage,
  synthesisOf,
  WebService,
} from '../../../src';
import { diagnosticText } from '../../../src/report/diagnostics';
import { chartOf, find, manifestsOf, namesOf } from '../../objects';
import { threeZones as platform } from './cluster';

const cluster = { platform, storageClassName: 'shop-retain', version: '9.5.6', masters: 3, storage: Size.gibibytes(10) } as const;

/** The objects of one cluster, as text. */
function textOf(options: Partial<ElasticsearchOptions>): string {
  return JSON.stringify(manifestsOf((chart) => new Elasticsearch(chart, 'search', { ...cluster, ...options })));
}

// What a running cluster remembers: see docs/stateful.md.
test('a name is the beginning of every name, selector and address', () => {
  const manifests = manifestsOf((chart) => new Elasticsearch(chart, 'search', { ...cluster, name: 'logs' }));
  const names = [...new Set(manifests.map(({ kind }) => kind))].map((kind) => [kind, namesOf(manifests, kind)]);
  expect(Object.fromEntries(names)).toEqual({
    Service: ['logs', 'logs-nodes'],
    NetworkPolicy: ['logs'],
    PodDisruptionBudget: ['logs'],
    Issuer: ['logs-ca-issuer', 'logs-self-signed'],
    Certificate: ['logs-ca', 'logs-http', 'logs-transport'],
    ConfigMap: ['logs-files', 'logs-scripts'],
    ServiceAccount: ['logs'],
    StatefulSet: ['logs'],
  });
  // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
  const { serviceName, selector, template, volumeClaimTemplates } = find(manifests, 'StatefulSet', 'logs')['spec'] as any;
  expect({ serviceName, selector, claims: volumeClaimTemplates.map(({ metadata }: Manifest) => metadata.name) }).toEqual({
    serviceName: 'logs-nodes',
    selector: { matchLabels: { app: 'logs' } },
    claims: ['data'],
  });
  const { env } = template.spec.containers[0];
  const value = (variable: string) => env.find(({ name }: { name: string }) => name === variable)?.value;
  expect(value('ES_SETTING_CLUSTER_NAME')).toBe('shop-logs');
  expect(value('ES_SETTING_DISCOVERY_SEED__HOSTS')).toBe('logs-nodes');
  expect(value('INITIAL_MASTER_NODES')).toMatch(/^logs-0,logs-1,logs-2,every-master/);
  expect(value('CLIENT_NAME')).toBe('logs.shop.svc');
});

test('nothing of the one name is left in a cluster of another', () => {
  const renamed = textOf({ name: 'products' }).replaceAll('products', 'elasticsearch');
  expect(JSON.parse(renamed)).toEqual(JSON.parse(textOf({ clusterName: 'shop-elasticsearch' })));
});

test('the default name can also be set', () => {
  expect(textOf({ name: 'elasticsearch' })).toBe(textOf({}));
});

/** An application with two clusters, and a client of both. */
function build(app: Construct, { platform }: { readonly platform: Platform }): Chart {
  const chart = new Chart(app, 'production', { namespace: 'shop', disableResourceNameHashes: true });
  denyByDefault(chart);
  new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted' });
  const { className: storageClassName } = new Storage(chart, 'storage', { platform });
  const logins = { client: { cluster: ['monitor'] } } as const;
  const promised = { ...cluster, storageClassName, availability: '99.95%', logins } as const;
  const products = clientOf(new Elasticsearch(chart, 'products', { ...promised, name: 'products' }).logins.client, 'PRODUCTS');
  const logs = clientOf(new Elasticsearch(chart, 'logs', { ...promised, name: 'logs' }).logins.client, 'LOGS');
  new WebService(chart, 'backend', {
    platform,
    name: 'backend',
    image: 'registry.example/backend:1.0.0',
    ports: { http: 8080 },
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
    replicas: 3,
    env: { ...products.env, ...logs.env },
    secretFiles: { ...products.secretFiles, ...logs.secretFiles },
    dependsOn: [...products.dependsOn, ...logs.dependsOn],
    availability: '99.9%',
  });
  return chart;
}

describe('two in one chart', () => {
  const nodes = { count: 3, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
  const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
  const synthesis = synthesisOf({ name: 'production', platform: Platform.aws({ kubernetes: '1.36', zones, nodes }) }, build);
  const manifests = manifestsIn(synthesis);

  test('keep what they promise', () => {
    expect(synthesis.problems.map(diagnosticText)).toEqual([]);
    expect(synthesis.services.map(({ service, verdict }) => [service, verdict]).sort()).toEqual([
      ['backend', 'proved'],
      ['logs', 'proved'],
      ['products', 'proved'],
    ]);
  });

  test('select no pod of each other', () => {
    // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
    const spec = (kind: string, name: string) => find(manifests, kind, name)['spec'] as any;
    for (const name of ['products', 'logs']) {
      const own = { app: name };
      expect(spec('StatefulSet', name).template.metadata.labels).toMatchObject(own);
      for (const service of [name, `${name}-nodes`]) expect(spec('Service', service).selector).toEqual(own);
      expect(spec('PodDisruptionBudget', name).selector).toEqual({ matchLabels: own });
      expect(spec('NetworkPolicy', name).podSelector).toEqual({ matchLabels: own });
      expect(spec('NetworkPolicy', name).ingress).toMatchObject([{ from: [{ podSelector: { matchLabels: own } }] }]);
    }
  });

  test('have a client that tells them apart', () => {
    // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
    const { env } = (find(manifests, 'Deployment', 'backend')['spec'] as any).template.spec.containers[0];
    expect(env).toEqual([
      { name: 'PRODUCTS_URL', value: 'https://products:9200' },
      { name: 'PRODUCTS_CA_FILE', value: '/etc/products/authority/ca.crt' },
      { name: 'PRODUCTS_USERNAME', value: 'client' },
      { name: 'PRODUCTS_PASSWORD_FILE', value: '/etc/products/credentials/password' },
      { name: 'LOGS_URL', value: 'https://logs:9200' },
      { name: 'LOGS_CA_FILE', value: '/etc/logs/authority/ca.crt' },
      { name: 'LOGS_USERNAME', value: 'client' },
      { name: 'LOGS_PASSWORD_FILE', value: '/etc/logs/credentials/password' },
    ]);
    const { annotations = {} } = find(manifests, 'Deployment', 'backend').metadata;
    expect(annotations['nines.dev/depends-on']).toBe('StatefulSet/products, StatefulSet/logs');
  });
});

test.each(['Logs', '1logs', 'x'.repeat(53)])('the name %s is refused', (name) => {
  expect(() => new Elasticsearch(chartOf(), 'search', { ...cluster, name })).toThrow(
    `elasticsearch 'test/search': name must be a DNS label that begins with a letter, of 52 characters or fewer, got '${name}'; write lower-case letters, digits and '-', such as backend`,
  );
});

test('a second cluster of one name is refused, and so is a service of that name', () => {
  const chart = chartOf();
  new Elasticsearch(chart, 'search', cluster);
  expect(() => new Elasticsearch(chart, 'logs', cluster)).toThrow(
    "elasticsearch 'test/logs': name must be unique in its chart, got 'elasticsearch', which is the name of 'test/search'; write another name",
  );
  const service = { platform, image: 'x:1', ports: {}, replicas: 2, resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) } };
  expect(() => new WebService(chart, 'shelf', { ...service, name: 'elasticsearch' })).toThrow(
    "web service 'test/shelf': name must be unique in its chart, got 'elasticsearch', which is the name of 'test/search'; write another name",
  );
  new WebService(chart, 'first', { ...service, name: 'shelf' });
  expect(() => new WebService(chart, 'second', { ...service, name: 'shelf' })).toThrow(
    "web service 'test/second': name must be unique in its chart, got 'shelf', which is the name of 'test/first'; write another name",
  );
});

test('a refused name is reported for its construct, not for the environment, which also has a name', () => {
  const twice = (app: Construct) => {
    const chart = new Chart(app, 'production', { namespace: 'shop' });
    for (const id of ['search', 'logs']) new Elasticsearch(chart, id, cluster);
    return chart;
  };
  expect(synthesisOf({ name: 'production', platform }, twice).problems.map(diagnosticText)).toEqual([
    "error: 'production/logs': name must be unique in its chart, got 'elasticsearch', which is the name of 'production/search'; write another name",
  ]);
});
