import { Chart, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  ApplicationNamespace,
  ApplicationQuota,
  applicationLabels,
  clientOf,
  denyByDefault,
  Elasticsearch,
  GatewayClass,
  type Manifest,
  PublicIngress,
  Storage,
  WebService,
} from '../../src';
import { find } from '../objects';
import { flat, zoned } from '../platforms';

const RECOMMENDED = ['name', 'instance', 'component', 'part-of', 'managed-by'].map((name) => `app.kubernetes.io/${name}`);

/** The objects of an application with one of each construct. */
function made(labels: Record<string, string> = {}): Manifest[] {
  const chart = new Chart(Testing.app(), 'production', {
    namespace: 'shop',
    labels: { ...applicationLabels('shop', 'production'), ...labels },
    disableResourceNameHashes: true,
  });
  const platform = zoned();
  denyByDefault(chart);
  new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted' });
  new ApplicationQuota(chart, 'quota', { platform });
  const { className: storageClassName } = new Storage(chart, 'storage', { platform });
  const storage = Size.gibibytes(10);
  const logins = { shelf: { indices: [{ names: ['logs'], privileges: ['read'] }] } } as const;
  const search = new Elasticsearch(chart, 'search', {
    platform,
    storageClassName,
    name: 'logs',
    version: '9.5.6',
    masters: 3,
    storage,
    logins,
  });
  const service = new WebService(chart, 'shelf', {
    platform,
    name: 'shelf',
    image: 'registry.example/shelf:1.0.0',
    ports: { http: 8080 },
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
    config: { level: 'info' },
    replicas: 3,
    maxReplicas: 6,
    scaleDown: 'never',
    ...clientOf(search.logins.shelf),
  });
  const routes = [{ path: '/', to: service.ports.http }];
  const tls = { clusterIssuer: 'letsencrypt' };
  new PublicIngress(chart, 'ingress', { platform: flat(), routes, hosts: ['shop.example'], tls });
  const scope = new Chart(chart, 'other', { namespace: 'other', labels: applicationLabels('shop'), disableResourceNameHashes: true });
  new PublicIngress(scope, 'gateway', { platform: flat(GatewayClass.cilium()), routes, hosts: ['shop.example'], tls });
  return [...Testing.synth(chart), ...Testing.synth(scope)];
}

/** The labels of a manifest's pods. */
function podLabelsOf(manifest: Manifest): Record<string, string> {
  // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
  return (manifest['spec'] as any).template.metadata.labels;
}

test('every object carries the recommended labels', () => {
  const lacking = made().flatMap(({ kind, metadata }) =>
    RECOMMENDED.filter((label) => !metadata.labels?.[label]).map((label) => `${kind}/${metadata.name} lacks ${label}`),
  );
  expect(lacking).toEqual([]);
});

test('pods carry them as well, and say what they run', () => {
  const instance = {
    'app.kubernetes.io/instance': 'production',
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/managed-by': 'nines',
  };
  expect(podLabelsOf(find(made(), 'Deployment', 'shelf'))).toEqual({
    app: 'shelf',
    'app.kubernetes.io/name': 'shelf',
    'app.kubernetes.io/component': 'shelf',
    ...instance,
  });
  expect(podLabelsOf(find(made(), 'StatefulSet', 'logs'))).toEqual({
    app: 'logs',
    'app.kubernetes.io/name': 'elasticsearch',
    'app.kubernetes.io/component': 'logs',
    ...instance,
  });
});

test('a label of the chart that changes with each release restarts no pod', () => {
  const [first, second] = ['1', '2'].map((release) => made({ release }));
  for (const [kind, name] of [
    ['Deployment', 'shelf'],
    ['StatefulSet', 'logs'],
  ] as const) {
    const [before, after] = [find(first ?? [], kind, name), find(second ?? [], kind, name)];
    expect(after.metadata.labels).toMatchObject({ release: '2' });
    expect(after['spec']).toEqual(before['spec']);
  }
});

// The API server refuses to change these: an apply of the next release would fail for everybody who runs the last one. docs/stateful.md.
test('labels are in nothing that can’t change in place', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
  const spec = (kind: string, name: string) => find(made(), kind, name)['spec'] as any;
  const { serviceName, selector, podManagementPolicy, volumeClaimTemplates } = spec('StatefulSet', 'logs');
  expect({ serviceName, selector, podManagementPolicy, volumeClaimTemplates }).toEqual({
    serviceName: 'logs-nodes',
    selector: { matchLabels: { app: 'logs' } },
    podManagementPolicy: 'Parallel',
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          storageClassName: 'shop-retain',
          resources: { requests: { storage: '10Gi' } },
        },
      },
    ],
  });
  expect(spec('Deployment', 'shelf').selector).toEqual({ matchLabels: { app: 'shelf' } });
  expect(spec('Service', 'shelf').selector).toEqual({ app: 'shelf' });
  expect(spec('PodDisruptionBudget', 'shelf').selector).toEqual({ matchLabels: { app: 'shelf' } });
});
