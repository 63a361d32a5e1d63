import { parse } from 'yaml';
import { IngressClass, type LogOptions, type Manifest } from '../../../src';
import { find, namesOf } from '../../objects';
import { observed } from './observed';

const to = { endpoint: 'http://loki-gateway.monitoring.svc/otlp', podPort: 8080 };
const logs = (options: LogOptions = { to }) => observed(IngressClass.traefik(), { logs: options });
const all = logs();

const specOf = (manifests: readonly Manifest[], kind: string, name: string) => find(manifests, kind, name)['spec'] as never;

interface Config {
  readonly receivers: { readonly file_log: { readonly include: readonly string[] } };
  readonly exporters: { readonly otlp_http: { readonly endpoint: string; readonly headers?: object; readonly sending_queue: object } };
  readonly service: { readonly pipelines: { readonly logs: { readonly processors: readonly string[] } } };
}

/** The configuration that the collector is started with. */
function configOf(manifests: readonly Manifest[]): Config {
  const name = namesOf(manifests, 'ConfigMap').find((it) => it.startsWith('log-collector-')) ?? '';
  const { data } = find(manifests, 'ConfigMap', name) as unknown as { data: Record<string, string> };
  return parse(data['collector.yaml'] ?? '');
}

test('there are none by default', () => {
  expect(namesOf(observed(IngressClass.traefik(), {}), 'DaemonSet')).toEqual([]);
});

test('the collector has a namespace of its own, whose pods may mount folders of the node', () => {
  expect(find(all, 'Namespace', 'shop-logs').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
    'pod-security.kubernetes.io/audit': 'restricted',
  });
  const own = all.filter(({ metadata }) => metadata.namespace === 'shop-logs').map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(own).toEqual([
    'NetworkPolicy/default-deny',
    'NetworkPolicy/log-collector-to-api-server',
    'NetworkPolicy/log-collector-to-sink',
    'ServiceAccount/log-collector',
    expect.stringMatching(/^ConfigMap\/log-collector-/),
    'DaemonSet/log-collector',
    'ResourceQuota/pods',
  ]);
});

test('the collector reads the logs of one namespace on every node, and asks the API server for its pods alone', () => {
  expect(configOf(all).receivers.file_log.include).toEqual(['/var/log/pods/shop_*/*/*.log']);
  expect(find(all, 'Role', 'log-collector')).toMatchObject({
    metadata: { namespace: 'shop' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  });
  expect(find(all, 'RoleBinding', 'log-collector')).toMatchObject({
    metadata: { namespace: 'shop' },
    subjects: [{ kind: 'ServiceAccount', name: 'log-collector', namespace: 'shop-logs' }],
  });
  expect(namesOf(all, 'ClusterRole')).toEqual([]);
  const { template } = specOf(all, 'DaemonSet', 'log-collector') as { template: { spec: object } };
  expect(template.spec).toMatchObject({
    tolerations: [{ operator: 'Exists' }],
    priorityClassName: 'shop-observing',
    containers: [
      {
        image: 'otel/opentelemetry-collector-k8s:0.160.0',
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ mountPath: '/etc/otelcol' }, { mountPath: '/var/log/pods', readOnly: true }, { mountPath: '/var/lib/otelcol' }],
      },
    ],
    volumes: [{}, { hostPath: { path: '/var/log/pods' } }, { hostPath: { path: '/var/lib/otelcol/shop-logs' } }],
  });
});

test('it preempts no pod, and makes room for any other', () => {
  expect(find(all, 'PriorityClass', 'shop-observing')).toMatchObject({ value: -10, preemptionPolicy: 'Never', globalDefault: false });
});

test('the memory limiter comes first, and what is not sent waits on disk, without an end, up to a size', () => {
  const { exporters, service } = configOf(all);
  expect(service.pipelines.logs.processors).toEqual(['memory_limiter', 'k8s_attributes']);
  expect(exporters.otlp_http).toMatchObject({
    endpoint: to.endpoint,
    retry_on_failure: { enabled: true, max_elapsed_time: 0 },
    sending_queue: { storage: 'file_storage', sizer: 'bytes', queue_size: 256 * 2 ** 20, block_on_overflow: true },
  });
});

test('it may connect to DNS, the API server, and the sink', () => {
  expect(specOf(all, 'NetworkPolicy', 'log-collector-to-sink')).toMatchObject({
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ],
  });
});

test("its quota has room for twice the platform's nodes", () => {
  expect(specOf(all, 'ResourceQuota', 'pods')).toEqual({
    hard: { 'requests.cpu': '300m', 'requests.memory': '960Mi', 'limits.memory': '960Mi' },
  });
});

test('another image, size of the queue, tenant and credentials', () => {
  const manifests = logs({
    to: { ...to, authorization: { secret: 'loki', key: 'authorization' }, headers: { 'X-Scope-OrgID': 'shop$1' } },
    image: 'registry.example/otel:0.160.0',
    queueMebibytes: 64,
  });
  const { otlp_http } = configOf(manifests).exporters;
  expect(otlp_http.headers).toEqual({ 'X-Scope-OrgID': 'shop$$1', Authorization: `$\{env:AUTHORIZATION}` });
  expect(otlp_http.sending_queue).toMatchObject({ queue_size: 64 * 2 ** 20 });
  const daemonSet = JSON.stringify(find(manifests, 'DaemonSet', 'log-collector'));
  expect(daemonSet).toContain('"secretKeyRef":{"key":"authorization","name":"loki"}');
  expect(daemonSet).toContain('registry.example/otel:0.160.0');
});

describe('an Elasticsearch of their own', () => {
  const endpoint = 'https://elasticsearch.logging.svc:9200/_otlp';
  const certificateAuthority = { secret: 'logs', key: 'ca.crt' };
  const manifests = logs({ to: { endpoint, certificateAuthority } });

  test("may have the name of the application's in another namespace", () => {
    expect(configOf(manifests).exporters.otlp_http.endpoint).toBe(endpoint);
  });

  test('has its CA mounted from a Secret', () => {
    expect(configOf(manifests).exporters.otlp_http).toMatchObject({ tls: { ca_file: '/etc/otelcol-authority/ca.crt' } });
    const { template } = specOf(manifests, 'DaemonSet', 'log-collector') as { template: { spec: object } };
    expect(template.spec).toMatchObject({
      containers: [{ volumeMounts: expect.arrayContaining([{ name: 'authority', mountPath: '/etc/otelcol-authority', readOnly: true }]) }],
      volumes: expect.arrayContaining([{ name: 'authority', secret: { secretName: 'logs', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }]),
    });
  });
});

describe("the collector's own metrics", () => {
  const manifests = observed(IngressClass.traefik(), { logs: { to }, metrics: true });

  test('are scraped from each pod, by Prometheus alone', () => {
    expect(find(manifests, 'PodMonitor', 'log-collector')).toMatchObject({
      metadata: { namespace: 'shop-logs', labels: { release: 'kube-prometheus-stack' } },
      spec: { selector: { matchLabels: { app: 'log-collector' } }, podMetricsEndpoints: [{ port: 'metrics', interval: '30s' }] },
    });
    expect(specOf(manifests, 'NetworkPolicy', 'log-collector-from-prometheus')).toMatchObject({
      ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } }], ports: [{ port: 8888 }] }],
    });
  });

  test('are served to nobody without metrics', () => {
    expect(namesOf(all, 'PodMonitor')).toEqual([]);
    expect(JSON.stringify(configOf(all))).not.toContain('8888');
  });
});

const where = "logs 'test/observability/logs': ";

test.each<[string, object, string]>([
  [
    "the application's own Elasticsearch",
    { to: { endpoint: 'https://elasticsearch.shop.svc:9200' } },
    `${where}logs.to.endpoint must not be the application's own Elasticsearch, got 'elasticsearch.shop.svc'; send logs to Loki, or to a cluster of their own`,
  ],
  [
    "the application's own Elasticsearch by its short name",
    { to: { endpoint: 'https://elasticsearch:9200/_otlp' } },
    `${where}logs.to.endpoint must not be the application's own Elasticsearch, got 'elasticsearch'; send logs to Loki, or to a cluster of their own`,
  ],
  [
    'no sink',
    {},
    `${where}logs.to must be an object with an endpoint, got nothing; write one such as { endpoint: 'http://loki-gateway.monitoring.svc/otlp' }`,
  ],
  [
    'an empty queue',
    { to, queueMebibytes: 0 },
    `${where}logs.queueMebibytes must be a whole number of 1 or more, got 0; write the size in MiB, such as 256`,
  ],
  [
    'a header that is a number',
    { to: { ...to, headers: { tenant: 1 } } },
    `${where}logs.to.headers.tenant must be a string, got 1; write { 'X-Scope-OrgID': 'shop' }`,
  ],
  [
    'an image without a version',
    { to, image: 'otel/collector' },
    `${where}logs.image must have a version, got 'otel/collector'; add a tag other than latest, or a digest`,
  ],
])('%s is refused', (_, options, message) => {
  expect(() => logs(options as LogOptions)).toThrow(message);
});
