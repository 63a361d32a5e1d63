import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type Manifest, type Replicated, WebService, type WebServiceOptions, type WebServiceProps } from '../../../src';
import { chartOf, find, manifestsOf, namesOf } from '../../objects';
import { flat, zoned } from '../../platforms';

const base: WebServiceProps<'http'> = {
  platform: zoned(),
  name: 'shelf',
  image: 'registry.example/shelf:1.2.3',
  ports: { http: 8080 },
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
  replicas: 3,
};

function made(change: Partial<WebServiceProps> = {}): Manifest[] {
  return manifestsOf((chart) => new WebService(chart, 'shelf', { ...base, ...change } as WebServiceProps));
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const specOf = (manifest: Manifest): any => manifest['spec'];
const podOf = (manifests: Manifest[]) => specOf(find(manifests, 'Deployment', 'shelf')).template.spec;

test('what it is called and found by', () => {
  const manifests = made({ maxReplicas: 5, scaleDown: 'never', config: { a: 'b' } });
  const deployment = find(manifests, 'Deployment', 'shelf');
  expect(specOf(deployment).selector).toEqual({ matchLabels: { app: 'shelf' } });
  expect(specOf(deployment).template.metadata.labels).toMatchObject({ app: 'shelf', 'app.kubernetes.io/name': 'shelf' });
  expect(specOf(find(manifests, 'Service', 'shelf')).selector).toEqual({ app: 'shelf' });
  expect(specOf(find(manifests, 'PodDisruptionBudget', 'shelf')).selector).toEqual({ matchLabels: { app: 'shelf' } });
  expect(specOf(find(manifests, 'HorizontalPodAutoscaler', 'shelf')).scaleTargetRef).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'shelf',
  });
});

test('a rollout adds a pod, waits until it is available, and removes one', () => {
  expect(specOf(find(made(), 'Deployment', 'shelf'))).toMatchObject({
    replicas: 3,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    minReadySeconds: 5,
    progressDeadlineSeconds: 300,
    revisionHistoryLimit: 5,
  });
});

test('each revision is spread over zones and hosts separately', () => {
  const constraint = (topologyKey: string) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'shelf' } },
    matchLabelKeys: ['pod-template-hash'],
  });
  const zone = constraint('topology.kubernetes.io/zone');
  const host = constraint('kubernetes.io/hostname');
  expect(podOf(made()).topologySpreadConstraints).toEqual([zone, { ...host, nodeTaintsPolicy: 'Honor' }]);
  expect(podOf(made({ platform: flat() })).topologySpreadConstraints).toEqual([host]);
  const single = { replicas: undefined, accept: 'single-replica', because: 'it is a test' } as const;
  expect(podOf(made(single)).topologySpreadConstraints).toBeUndefined();
});

test('it leaves a dead node after half a minute', () => {
  const leaves = { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 };
  expect(podOf(made()).tolerations).toEqual([
    { key: 'node.kubernetes.io/not-ready', ...leaves },
    { key: 'node.kubernetes.io/unreachable', ...leaves },
  ]);
});

test('nothing in it can become root, call the API server or write where it should not', () => {
  const pod = podOf(made());
  expect(find(made(), 'ServiceAccount', 'shelf')['automountServiceAccountToken']).toBe(false);
  expect(pod).toMatchObject({
    serviceAccountName: 'shelf',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  });
  expect(pod.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
});

test('memory and disk are limited to what is asked for, the processor is not', () => {
  expect(podOf(made()).containers[0].resources).toEqual({
    requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
    limits: { memory: '128Mi', 'ephemeral-storage': '128Mi' },
  });
});

test('a budget lets drains take what is not needed', () => {
  const budget = { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' };
  expect(specOf(find(made(), 'PodDisruptionBudget', 'shelf'))).toMatchObject(budget);
  expect(specOf(find(made({ replicas: 5, needed: 3 }), 'PodDisruptionBudget', 'shelf'))).toMatchObject({ ...budget, maxUnavailable: 2 });
});

test('a deliberate single replica has neither budget nor spread, but a reason', () => {
  const manifests = made({ replicas: undefined, accept: 'single-replica', because: 'it is a test' });
  expect(namesOf(manifests, 'PodDisruptionBudget')).toEqual([]);
  const { annotations } = find(manifests, 'Deployment', 'shelf').metadata;
  expect(annotations).toMatchObject({ 'nines.dev/accept.single-replica': 'because it is a test', 'nines.dev/needed': '1' });
});

test('a worker has no Service, no ports and no probes', () => {
  const manifests = made({ ports: {} });
  expect(namesOf(manifests, 'Service')).toEqual([]);
  expect(podOf(manifests).containers[0]).toMatchObject({ ports: [] });
  expect(Object.keys(podOf(manifests).containers[0]).filter((field) => field.endsWith('Probe'))).toEqual([]);
});

test('a dependency is a fact, and opens its edge', () => {
  const elasticsearch = { service: 'search', name: 'http', number: 9200, selector: { app: 'search' }, workload: 'StatefulSet/search' };
  const manifests = made({ dependsOn: [elasticsearch] });
  expect(find(manifests, 'Deployment', 'shelf').metadata.annotations?.['nines.dev/depends-on']).toBe('StatefulSet/search');
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(['search-from-shelf', 'shelf-to-search']);
});

test('its ports are what others connect to', () => {
  const service = new WebService(chartOf(), 'shelf', base);
  expect(service.ports).toEqual({
    http: { service: 'shelf', name: 'http', number: 8080, selector: { app: 'shelf' }, workload: 'Deployment/shelf' },
  });
});

test('a release changes the image and nothing else', () => {
  const [before, after] = [made(), made({ image: 'registry.example/shelf:1.2.4' })];
  const text = (manifests: Manifest[]) => JSON.stringify(manifests);
  expect(text(after)).toBe(text(before).replace('shelf:1.2.3', 'shelf:1.2.4'));
});

const DIGEST = `registry.example/shelf@sha256:${'0'.repeat(64)}`;

// The compiler finds a prop that is missing here, and whoever adds it says what becomes of it.
test('All the props', () => {
  type All = Required<WebServiceOptions<'http' | 'admin'>> &
    Required<Pick<Replicated, 'replicas' | 'needed' | 'maxReplicas' | 'scaleDown'>>;
  const dependency = { service: 'search', name: 'http', number: 9200, selector: { app: 'search' }, workload: 'StatefulSet/search' };
  const all: All = {
    platform: zoned(),
    name: 'shelf',
    image: DIGEST,
    imagePullPolicy: 'Always',
    imagePullSecrets: ['registry'],
    ports: { http: 8080, admin: 9090 },
    resources: { cpu: Cpu.millis(200), memory: Size.gibibytes(1) },
    health: '/healthz',
    metrics: { port: 'admin', path: '/stats' },
    traces: { endpoint: 'http://traces.example:4318', addresses: ['192.0.2.0/24'], podPort: 4319 },
    args: ['--serve'],
    env: { PLAIN: 'value', LEVEL: { config: 'level' }, TOKEN: { secret: 'payment', key: 'token' } },
    config: { level: 'info' },
    secretFiles: { '/run/keys': { secret: 'keys', keys: ['signing.pem'] } },
    serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shelf' },
    writable: { '/var/cache': Size.mebibytes(10) },
    uid: 20001,
    drain: Duration.seconds(5),
    gracePeriod: Duration.seconds(15),
    availability: '99.9%',
    dependsOn: [dependency],
    replicas: 4,
    needed: 2,
    maxReplicas: 8,
    scaleDown: { accept: 'uneven-spread', because: 'its load comes once a day' },
  };
  const manifests = manifestsOf((chart) => new WebService(chart, 'shelf', all));
  const deployment = find(manifests, 'Deployment', 'shelf');
  const config = namesOf(manifests, 'ConfigMap')[0] ?? '';

  expect(deployment.metadata.annotations).toMatchObject({
    'nines.dev/needed': '2',
    'nines.dev/target': '99.9%',
    'nines.dev/depends-on': 'StatefulSet/search',
    'nines.dev/accept.uneven-spread': 'because its load comes once a day',
  });
  expect(specOf(deployment).replicas).toBeUndefined();
  expect(specOf(find(manifests, 'HorizontalPodAutoscaler', 'shelf'))).toMatchObject({ minReplicas: 4, maxReplicas: 8 });
  expect(specOf(find(manifests, 'PodDisruptionBudget', 'shelf')).maxUnavailable).toBe(2);
  expect(specOf(find(manifests, 'Service', 'shelf')).ports).toEqual([
    { name: 'http', port: 8080, targetPort: 'http' },
    { name: 'admin', port: 9090, targetPort: 'admin' },
  ]);
  expect(find(manifests, 'ServiceAccount', 'shelf')).toMatchObject({
    metadata: { annotations: all.serviceAccountAnnotations },
    automountServiceAccountToken: false,
  });
  expect(find(manifests, 'ConfigMap', config)).toMatchObject({ data: { level: 'info' }, immutable: true });
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(['search-from-shelf', 'shelf-to-search', 'shelf-to-traces']);
  expect(podOf(manifests)).toMatchObject({
    imagePullSecrets: [{ name: 'registry' }],
    securityContext: { runAsUser: 20001 },
    terminationGracePeriodSeconds: 15,
    topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }, { topologyKey: 'kubernetes.io/hostname' }],
    volumes: [
      { name: 'etc-shelf', configMap: { name: config } },
      { name: 'run-keys', secret: { secretName: 'keys', defaultMode: 0o440, items: [{ key: 'signing.pem', path: 'signing.pem' }] } },
      { name: 'var-cache', emptyDir: { sizeLimit: '10Mi' } },
    ],
  });
  expect(podOf(manifests).containers).toMatchObject([
    {
      name: 'shelf',
      image: DIGEST,
      imagePullPolicy: 'Always',
      args: ['--serve'],
      env: [
        { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://traces.example:4318' },
        { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
        { name: 'OTEL_SERVICE_NAME', value: 'shelf' },
        { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'service.namespace=shop,deployment.environment.name=shop' },
        { name: 'PLAIN', value: 'value' },
        { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: config, key: 'level' } } },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'payment', key: 'token' } } },
      ],
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      resources: { requests: { cpu: '200m', memory: '1Gi', 'ephemeral-storage': '74Mi' } },
    },
  ]);
});

test.each<[object, string]>([
  [{ image: 'shelf' }, "image must have a version, got 'shelf'; add a tag other than latest, or a digest"],
  [
    { name: 'Shelf' },
    "name must be a DNS label that begins with a letter, of 59 characters or fewer, got 'Shelf'; write lower-case letters, digits and '-', such as backend",
  ],
  [
    { name: '1shelf' },
    "name must be a DNS label that begins with a letter, of 59 characters or fewer, got '1shelf'; write lower-case letters, digits and '-', such as backend",
  ],
  [{ uid: 0 }, "uid must be a whole number from 1 to 2147483647, got 0; write the ID of a user of the image other than root's, which is 0"],
  [
    { uid: 1.5 },
    "uid must be a whole number from 1 to 2147483647, got 1.5; write the ID of a user of the image other than root's, which is 0",
  ],
  [
    { uid: 2 ** 31 },
    "uid must be a whole number from 1 to 2147483647, got 2147483648; write the ID of a user of the image other than root's, which is 0",
  ],
  [{ ports: { http: 0 } }, 'ports.http must be a whole number from 1 to 65535, got 0; write the port that the program listens on'],
  [{ ports: { http: 80.5 } }, 'ports.http must be a whole number from 1 to 65535, got 80.5; write the port that the program listens on'],
  [{ ports: { http: '80' } }, "ports.http must be a whole number from 1 to 65535, got '80'; write the port that the program listens on"],
  [{ ports: { a: 80, b: 80 } }, "ports.b must differ from port 'a', got 80 for both; use unique numbers"],
  ...['', '80', 'a--b', '-a', 'Http', 'sixteen-letters-'].map((name): [object, string] => [
    { ports: { [name]: 80 } },
    `ports must have names of at most 15 lower-case letters, digits and '-', with at least one letter, got '${name}'; write a name such as http`,
  ]),
  [{ ports: [8080] }, 'ports must be an object, got [8080]; write an object such as { http: 8080 }'],
  ...['healthz', '', '/health z', '/\n'].map((health): [object, string] => [
    { health },
    `health must be a path that begins with '/' and has no spaces, got '${health.replace('\n', '\\n')}'; write a path such as /healthz`,
  ]),
  [{ health: '/healthz', ports: {} }, "health requires a port, got '/healthz' without one; add a port to ports, or omit health"],
  [{ args: ['--port', 8080] }, "args must be a list of strings, got [\"--port\",8080]; write a list such as ['--port', '8080']"],
  [{ args: '--port' }, "args must be a list of strings, got '--port'; write a list such as ['--port', '8080']"],
  ...['high', '0%', '100.1%', '99.9', 99.9].map((availability): [object, string] => [
    { availability },
    `availability must be a percentage above 1% and up to 100%, got ${typeof availability === 'string' ? `'${availability}'` : availability}; write a percentage such as '99.95%', or omit it`,
  ]),
  [{ availability: '0.9999%' }, "availability must be a percentage above 1% and up to 100%, got '0.9999%'; write '99.99%', or omit it"],
  [{ dependsOn: [undefined] }, 'dependsOn[0] must be a port of a construct, got nothing; pass a list such as [elasticsearch.http]'],
  [{ dependsOn: 'search' }, "dependsOn must be a list of ports, got 'search'; pass a list such as [elasticsearch.http]"],
  [
    { maxReplicas: 6, resources: { cpu: Cpu.millis(0), memory: Size.mebibytes(128) } },
    'resources.cpu must be a Cpu of 1m or more, got 0m; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
  ],
  [
    { resources: { cpu: Cpu.millis(-100), memory: Size.mebibytes(128) } },
    'resources.cpu must be a Cpu of 1m or more, got -100m; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
  ],
  [
    { resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(0) } },
    'resources.memory must be a Size above 0, got 0Mi; write a Size such as Size.mebibytes(256), imported from cdk8s',
  ],
  [
    { resources: { cpu: Cpu.millis(100), memory: '128Mi' } },
    "resources.memory must be a Size above 0, got '128Mi'; write a Size such as Size.mebibytes(256), imported from cdk8s",
  ],
  [
    { resources: undefined },
    'resources.cpu must be a Cpu of 1m or more, got nothing; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
  ],
  [
    { replicas: 1e9 },
    'replicas must fit on the nodes of aws, which hold 114 such pods when empty, got 1000000000; run fewer pods, reduce their requests, or add nodes',
  ],
  [
    { maxReplicas: 1e9 },
    'maxReplicas must fit on the nodes of aws, which hold 114 such pods when empty, got 1000000000; run fewer pods, reduce their requests, or add nodes',
  ],
])('%j is refused', (change, problem) => {
  expect(() => made(change)).toThrow(new Error(`web service 'test/shelf': ${problem}`));
});
