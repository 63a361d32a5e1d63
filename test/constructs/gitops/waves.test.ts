import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { annotateForGitOps, type Manifest, manifestsOf, synthesisOf } from '../../../src';
import { chartOf } from '../../find';
import { Shop } from '../../fixtures/shop/application';
import { local, production } from '../../fixtures/shop/environments';

const WAVE = 'argocd.argoproj.io/sync-wave';
const delivery = { name: 'shop', repository: 'https://git.example/shop.git' };

const APIS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  StorageClass: 'storage.k8s.io/v1',
  Certificate: 'cert-manager.io/v1',
  Issuer: 'cert-manager.io/v1',
};

/** A component with objects, each by kind or with a manifest: its id is the kind, in lower case. */
function component(chart: Chart, id: string, objects: Readonly<Record<string, object>>): Construct {
  const construct = new Construct(chart, id);
  for (const [kind, manifest] of Object.entries(objects)) {
    const base = { apiVersion: APIS[kind] ?? 'v1', kind, metadata: { name: id } };
    new ApiObject(construct, kind.toLowerCase(), { ...base, ...manifest });
  }
  return construct;
}

/** The waves of a chart's objects, as `Kind/name`. */
function waves(chart: Chart): Record<string, string | undefined> {
  annotateForGitOps(chart);
  return wavesIn(chart.node.findAll().flatMap((it) => (ApiObject.isApiObject(it) ? [it.toJson()] : [])));
}

function wavesIn(manifests: readonly Manifest[]): Record<string, string | undefined> {
  return Object.fromEntries(manifests.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.annotations?.[WAVE]]));
}

const dependsOn = (value: string) => ({ annotations: { 'nines.dev/depends-on': value } });
const mounting = (volume: object) => ({ spec: { template: { spec: { volumes: [volume] } } } });

test('a wave is the number of the file', () => {
  const chart = chartOf();
  component(chart, 'ingress', { Ingress: {}, ConfigMap: {} });
  component(chart, 'web', { Deployment: {}, Service: {} });
  component(chart, 'search', { StatefulSet: {} });
  component(chart, 'storage', { StorageClass: {} });
  component(chart, 'shop', { Namespace: {} });
  expect(waves(chart)).toEqual({
    'Namespace/shop': '0',
    'StorageClass/storage': '10',
    'StatefulSet/search': '20',
    'Deployment/web': '30',
    'Service/web': '30',
    'Ingress/ingress': '40',
    'ConfigMap/ingress': '40',
  });
});

test('a service comes after those that it is down without, and a soft dependency orders nothing', () => {
  const chart = chartOf();
  component(chart, 'web', { Deployment: { metadata: { name: 'web', ...dependsOn('Deployment/api, soft Deployment/mail') } }, Service: {} });
  component(chart, 'api', { Deployment: { metadata: { name: 'api', ...dependsOn('Deployment/auth') } } });
  component(chart, 'auth', { Deployment: {} });
  component(chart, 'mail', { Deployment: {} });
  expect(waves(chart)).toEqual({
    'Deployment/auth': '30',
    'Deployment/mail': '30',
    'Deployment/api': '31',
    'Deployment/web': '32',
    'Service/web': '30',
  });
});

test('a StatefulSet that depends on a Deployment comes after it', () => {
  const chart = chartOf();
  component(chart, 'queue', { StatefulSet: { metadata: { name: 'queue', ...dependsOn('Deployment/operator') } } });
  component(chart, 'operator', { Deployment: {} });
  expect(waves(chart)).toEqual({ 'Deployment/operator': '30', 'StatefulSet/queue': '31' });
});

test('services that are down without each other share a wave, since neither becomes healthy alone', () => {
  const chart = chartOf();
  component(chart, 'a', { Deployment: { metadata: { name: 'a', ...dependsOn('Deployment/b') } } });
  component(chart, 'b', { Deployment: { metadata: { name: 'b', ...dependsOn('Deployment/a, Deployment/c') } } });
  component(chart, 'c', { Deployment: {} });
  component(chart, 'd', { Deployment: { metadata: { name: 'd', ...dependsOn('Deployment/a') } } });
  expect(waves(chart)).toEqual({ 'Deployment/a': '31', 'Deployment/b': '31', 'Deployment/c': '30', 'Deployment/d': '32' });
});

test('addDependency orders components and objects, except that nothing waits for what is healthy late', () => {
  const chart = chartOf();
  const migration = component(chart, 'migration', { Job: {}, ConfigMap: {} });
  const api = component(chart, 'api', { Deployment: {}, HorizontalPodAutoscaler: {} });
  const web = component(chart, 'web', { Deployment: {} });
  api.node.addDependency(migration);
  web.node.addDependency(api);
  migration.node.findChild('job').node.addDependency(migration.node.findChild('configmap'));
  expect(waves(chart)).toEqual({
    'ConfigMap/migration': '30',
    'Job/migration': '31',
    'Deployment/api': '32',
    'HorizontalPodAutoscaler/api': '40',
    'Deployment/web': '33',
  });
});

test('an object that depends on an Ingress by name waits for it', () => {
  const chart = chartOf();
  const ingress = component(chart, 'ingress', { Ingress: {} });
  component(chart, 'smoke', { Job: {} }).node.addDependency(ingress.node.findChild('ingress'));
  expect(waves(chart)).toEqual({ 'Ingress/ingress': '42', 'Job/smoke': '43' });
});

test('an entry point comes after a chain of services that is longer than its tier', () => {
  const chart = chartOf();
  for (let index = 0; index <= 12; index++) {
    component(chart, `s${index}`, { Deployment: { metadata: { name: `s${index}`, ...dependsOn(`Deployment/s${index - 1}`) } } });
  }
  component(chart, 'route', { HTTPRoute: {} });
  expect(waves(chart)).toMatchObject({ 'Deployment/s12': '42', 'HTTPRoute/route': '43' });
});

test('what waits for an address or for metrics is in the last wave: a sync waits for none of them', () => {
  const chart = chartOf();
  component(chart, 'web', { Deployment: {}, HorizontalPodAutoscaler: {}, Service: { spec: { type: 'LoadBalancer' } } });
  expect(waves(chart)).toEqual({ 'Deployment/web': '30', 'HorizontalPodAutoscaler/web': '40', 'Service/web': '40' });
});

test('a claim is in the wave of its pods: its volume may wait for the first of them', () => {
  const chart = chartOf();
  component(chart, 'data', { PersistentVolumeClaim: {} });
  component(chart, 'cache', { PersistentVolumeClaim: {} });
  component(chart, 'web', { Deployment: mounting({ name: 'data', persistentVolumeClaim: { claimName: 'data' } }) });
  expect(waves(chart)).toEqual({ 'PersistentVolumeClaim/data': '30', 'PersistentVolumeClaim/cache': '10', 'Deployment/web': '30' });
});

test('an issuer comes after the certificate in its Secret: before, it is degraded, and the sync would fail', () => {
  const chart = chartOf();
  const ca = component(chart, 'ca', { Certificate: { spec: { secretName: 'ca', issuerRef: { name: 'root' } } } });
  component(chart, 'root', { Issuer: { spec: { selfSigned: {} } } });
  component(chart, 'issuer', { Issuer: { spec: { ca: { secretName: 'ca' } } } });
  component(chart, 'leaf', { Certificate: { spec: { secretName: 'leaf', issuerRef: { name: 'issuer' } } } });
  component(chart, 'web', { Deployment: mounting({ name: 'tls', secret: { secretName: 'leaf' } }) });
  expect(ca.node.id).toBe('ca');
  expect(waves(chart)).toEqual({
    'Issuer/root': '10',
    'Certificate/ca': '11',
    'Issuer/issuer': '12',
    'Certificate/leaf': '13',
    'Deployment/web': '30',
  });
});

test('nothing waits for the certificate of an entry point, which may need the entry point first', () => {
  const chart = chartOf();
  component(chart, 'ingress', {
    Ingress: {},
    Certificate: { spec: { secretName: 'tls', issuerRef: { kind: 'ClusterIssuer', name: 'acme' } } },
  });
  component(chart, 'web', { Deployment: mounting({ name: 'tls', secret: { secretName: 'tls' } }) });
  expect(waves(chart)).toEqual({ 'Ingress/ingress': '40', 'Certificate/ingress': '40', 'Deployment/web': '30' });
});

test('a wave that an object has already is kept, and what depends on it comes later', () => {
  const chart = chartOf();
  component(chart, 'api', { Deployment: { metadata: { name: 'api', annotations: { [WAVE]: '35' } } } });
  component(chart, 'web', { Deployment: { metadata: { name: 'web', ...dependsOn('Deployment/api') } } });
  const early = component(chart, 'early', { Deployment: {} }).node.findChild('deployment') as ApiObject;
  early.addJsonPatch(JsonPatch.add('/metadata/annotations', { [WAVE]: '-1' }));
  expect(waves(chart)).toEqual({ 'Deployment/api': '35', 'Deployment/web': '36', 'Deployment/early': '-1' });
});

test('another component changes no wave', () => {
  const before = chartOf();
  component(before, 'web', { Deployment: {} });
  const after = chartOf();
  component(after, 'other', { Deployment: {} });
  component(after, 'web', { Deployment: {} });
  expect(waves(after)).toMatchObject(waves(before));
});

test('the order of the tests’ application: certificates, Elasticsearch, its clients, the entry point', () => {
  const manifests = manifestsOf(synthesisOf(production, (app, environment) => new Shop(app, environment), { delivery }));
  expect(wavesIn(manifests)).toMatchObject({
    'Namespace/shop': '0',
    'ResourceQuota/application': '10',
    'Issuer/elasticsearch-self-signed': '20',
    'Certificate/elasticsearch-ca': '21',
    'Issuer/elasticsearch-ca-issuer': '22',
    'Certificate/elasticsearch-http': '23',
    'StatefulSet/elasticsearch': '24',
    'Deployment/backend': '30',
    'HorizontalPodAutoscaler/backend': '40',
    'Ingress/public': '40',
  });
});

test.each([local, production])('annotations change nothing but metadata, and no template: $name', (environment) => {
  const synth = (options: object) => manifestsOf(synthesisOf(environment, (app, candidate) => new Shop(app, candidate), options));
  const bare = (manifests: readonly Manifest[]) =>
    manifests.map(({ metadata: { annotations, ...metadata }, ...manifest }) => ({ ...manifest, metadata }));
  expect(bare(synth({ delivery }))).toEqual(bare(synth({})));
  expect(JSON.stringify(synth({}))).not.toMatch(/argoproj|fluxcd/);
});
