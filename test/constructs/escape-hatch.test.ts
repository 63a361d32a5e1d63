import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  ApplicationNamespace,
  ApplicationQuota,
  Elasticsearch,
  type ElasticsearchOptions,
  GatewayClass,
  PublicIngress,
  Storage,
  synthesisOf,
  WebService,
  type WebServiceProps,
} from '../../src';
import { diagnosticText } from '../../src/report/diagnostics';
import { chartOf } from '../objects';
import { flat, zoned } from '../platforms';

const platform = zoned();
const options = {
  platform,
  name: 'shelf',
  image: 'registry.example/shelf:1.0.0',
  ports: { http: 8080 },
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
  replicas: 3,
} satisfies WebServiceProps<'http'>;
const cluster: ElasticsearchOptions = { platform, storageClassName: 'shop-retain', version: '9.5.6', storage: Size.gibibytes(10) };
const hosts = ['shop.example'];
const tls = { clusterIssuer: 'letsencrypt' };

/** What constructs expose, by a name for it. */
function exposed(): Record<string, ApiObject | undefined> {
  const chart = chartOf();
  const elasticsearch = new Elasticsearch(chart, 'search', { ...cluster, masters: 3 });
  const service = new WebService(chart, 'shelf', {
    ...options,
    maxReplicas: 6,
    scaleDown: 'never',
    config: { level: 'info' },
    dependsOn: [elasticsearch.http],
  });
  const routes = [{ path: '/', to: service.ports.http }];
  const byIngress = new PublicIngress(chart, 'ingress', { platform: flat(), routes, hosts, tls });
  const byGateway = new PublicIngress(chart, 'gateway', { platform: flat(GatewayClass.envoy()), routes, hosts, tls });
  return {
    deployment: service.deployment,
    serviceAccount: service.serviceAccount,
    configMap: service.configMap,
    service: service.service,
    disruptionBudget: service.disruptionBudget,
    autoscaler: service.autoscaler,
    'networkPolicies of a service': service.networkPolicies[1],
    statefulSet: elasticsearch.statefulSet,
    clientService: elasticsearch.clientService,
    headlessService: elasticsearch.headlessService,
    networkPolicy: elasticsearch.networkPolicy,
    'disruptionBudget of Elasticsearch': elasticsearch.disruptionBudget,
    certificates: elasticsearch.certificates[4],
    scripts: elasticsearch.scripts,
    ingress: byIngress.ingress,
    companions: byIngress.companions[2],
    certificate: byIngress.certificate,
    'networkPolicies of an entry point': byIngress.networkPolicies[1],
    gateway: byGateway.gateway,
    httpRoutes: byGateway.httpRoutes[1],
    storageClass: new Storage(chart, 'storage', { platform }).storageClass,
    namespace: new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted' }).namespace,
    quota: new ApplicationQuota(chart, 'quota', { platform }).quota,
  };
}

test.each([
  ['deployment', 'Deployment', 'shelf'],
  ['serviceAccount', 'ServiceAccount', 'shelf'],
  ['configMap', 'ConfigMap', 'shelf-fdbc70ab73'],
  ['service', 'Service', 'shelf'],
  ['disruptionBudget', 'PodDisruptionBudget', 'shelf'],
  ['autoscaler', 'HorizontalPodAutoscaler', 'shelf'],
  ['networkPolicies of a service', 'NetworkPolicy', 'elasticsearch-from-shelf'],
  ['statefulSet', 'StatefulSet', 'elasticsearch'],
  ['clientService', 'Service', 'elasticsearch'],
  ['headlessService', 'Service', 'elasticsearch-nodes'],
  ['networkPolicy', 'NetworkPolicy', 'elasticsearch'],
  ['disruptionBudget of Elasticsearch', 'PodDisruptionBudget', 'elasticsearch'],
  ['certificates', 'Certificate', 'elasticsearch-http'],
  ['scripts', 'ConfigMap', 'elasticsearch-scripts'],
  ['ingress', 'Ingress', 'public'],
  ['companions', 'Ingress', 'public-http'],
  ['certificate', 'Certificate', 'public-tls'],
  ['networkPolicies of an entry point', 'NetworkPolicy', 'acme-solver-from-public'],
  ['gateway', 'Gateway', 'public'],
  ['httpRoutes', 'HTTPRoute', 'public-http'],
  ['storageClass', 'StorageClass', 'shop-retain'],
  ['namespace', 'Namespace', 'shop'],
  ['quota', 'ResourceQuota', 'application'],
])('%s is the %s %s, and keeps what a patch adds, be it newer than the types', (field, kind, name) => {
  const object = exposed()[field];
  object?.addJsonPatch(JsonPatch.add('/metadata/annotations', { mine: 'yes' }), JsonPatch.add('/newer', 'kept'));
  expect(object?.toJson()).toMatchObject({ kind, metadata: { name, annotations: { mine: 'yes' } }, newer: 'kept' });
});

test.each([
  ['a plain number', 2],
  ['the wrapper that the classes of cdk8s-plus require', k8s.IntOrString.fromNumber(2)],
])('a patch may write %s where a field takes a number or a percentage', (_, value) => {
  const { disruptionBudget, deployment } = new WebService(chartOf(), 'shelf', options);
  disruptionBudget?.addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', value));
  expect(disruptionBudget?.toJson()).toMatchObject({ spec: { maxUnavailable: 2 } });
  deployment.addJsonPatch(
    JsonPatch.test('/spec/strategy/rollingUpdate/maxSurge', 1),
    JsonPatch.replace('/spec/strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: value } }),
    JsonPatch.add('/spec/template/spec/containers/0/resources/requests', { memory: k8s.Quantity.fromString('1Gi') }),
  );
  expect(deployment.toJson()).toMatchObject({
    spec: {
      strategy: { rollingUpdate: { maxSurge: 2 } },
      template: { spec: { containers: [{ resources: { requests: { memory: '1Gi' } } }] } },
    },
  });
});

test('ApiObject.of finds the object that a construct stands for', () => {
  const chart = chartOf();
  const service = new WebService(chart, 'shelf', options);
  const elasticsearch = new Elasticsearch(chart, 'search', { ...cluster, masters: 3 });
  const routes = [{ path: '/', to: service.ports.http }];
  const ingress = new PublicIngress(chart, 'ingress', { platform: flat(), routes });
  const gateway = new PublicIngress(chart, 'gateway', { platform: flat(GatewayClass.envoy()), routes });
  const storage = new Storage(chart, 'storage', { platform });
  const namespace = new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted' });
  const quota = new ApplicationQuota(chart, 'quota', { platform });
  const found = [service, elasticsearch, ingress, gateway, storage, namespace, quota].map((construct) => ApiObject.of(construct));
  expect(found).toEqual([
    service.deployment,
    elasticsearch.statefulSet,
    ingress.ingress,
    gateway.gateway,
    storage.storageClass,
    namespace.namespace,
    quota.quota,
  ]);
});

test('what a construct doesn’t make is undefined', () => {
  const chart = chartOf();
  const one = { accept: 'single-replica', because: 'it is a test' } as const;
  const worker = new WebService(chart, 'worker', { ...options, replicas: undefined, ...one, name: 'worker', ports: {} });
  const { configMap, service, disruptionBudget, autoscaler, networkPolicies } = worker;
  expect({ configMap, service, disruptionBudget, autoscaler, networkPolicies }).toEqual({ networkPolicies: [] });
  const search = new Elasticsearch(chart, 'search', { ...cluster, ...one, security: { accept: 'no-security', because: 'it is a test' } });
  expect([search.disruptionBudget, search.certificates]).toEqual([undefined, []]);
  expect(new Storage(chart, 'storage', { platform: flat() }).storageClass).toBeUndefined();
});

/** What is told of a chart with one service, after somebody changed it. */
function problems(change: Partial<WebServiceProps<'http'>>, patch: (service: WebService<'http'>) => void): string[] {
  const build = (app: Construct) => {
    const chart = new Chart(app, 'production', { namespace: 'shop', disableResourceNameHashes: true });
    new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted' });
    patch(new WebService(chart, 'shelf', { ...options, ...change } as WebServiceProps<'http'>));
    return chart;
  };
  const synthesis = synthesisOf({ name: 'production', platform }, build);
  return synthesis.problems.map(diagnosticText);
}

test('a patch is proved: fewer replicas than promised are refuted', () => {
  const promised = { availability: '99.9%' } as const;
  expect(problems(promised, () => {})).toEqual([]);
  const [problem, ...others] = problems(promised, ({ deployment }) => deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 1)));
  expect(others).toEqual([]);
  expect(problem).toContain('99.9%');
});

test('a refused construct can be patched like any other, and only the refusal is reported', () => {
  const patch = (service: WebService<'http'>) => {
    service.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 1));
    service.service?.metadata.addAnnotation('mine', 'yes');
    service.autoscaler?.addDependency(service.deployment);
    ApiObject.of(service).metadata.addLabel('mine', 'yes');
  };
  expect(problems({ replicas: 1 }, patch)).toEqual([
    "error: 'production/shelf': replicas must be a whole number of 2 or more, got 1; for a single replica, write accept: 'single-replica', because: '...'",
  ]);
});

test('a patch to a missing path is reported with its construct', () => {
  const chart = chartOf();
  new WebService(chart, 'shelf', options).deployment.addJsonPatch(JsonPatch.replace('/spec/replcias/0', 4));
  expect(() => Testing.synth(chart)).toThrow(/^Failed serializing construct at path 'test\/shelf\/deployment' with name 'shelf'/);
});
