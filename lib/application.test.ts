import { environments } from '../environments';
import { local } from '../environments/local';
import { production } from '../environments/production';
import { staging } from '../environments/staging';
import { type Manifest, manifestsOf, synthesisOf } from '../src';
import { diagnosticText } from '../src/report/diagnostics';
import { find, namesOf } from '../test/objects';
import { Application } from './application';
import type { Environment } from './environment';

function made(environment: Environment): Manifest[] {
  const synthesis = synthesisOf(environment, (app, candidate) => new Application(app, candidate));
  expect(synthesis.problems).toEqual([]);
  return manifestsOf(synthesis);
}

function problems(change: Partial<Environment>): readonly string[] {
  return synthesisOf({ ...local, ...change }, (app, candidate) => new Application(app, candidate)).problems.map(diagnosticText);
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const specOf = (manifest: Manifest): any => manifest['spec'];

// What a running cluster remembers: a change here is a migration for everybody who runs it. See docs/stateful.md.
describe.each(environments.map((environment) => [environment.name, environment] as const))('the identity of %s', (_, environment) => {
  const manifests = made(environment);

  test('everything lies in one namespace: shop, where it says no other', () => {
    const { namespace = 'shop' } = environment;
    find(manifests, 'Namespace', namespace);
    expect([...new Set(manifests.map(({ metadata }) => metadata.namespace))].sort()).toEqual([namespace, undefined]);
  });

  test('the workloads and what selects their pods', () => {
    expect(namesOf(manifests, 'Deployment')).toEqual(['backend', 'frontend']);
    expect(namesOf(manifests, 'StatefulSet')).toEqual(['elasticsearch']);
    expect(specOf(find(manifests, 'Deployment', 'backend')).selector).toEqual({ matchLabels: { app: 'backend' } });
    expect(specOf(find(manifests, 'Deployment', 'frontend')).selector).toEqual({ matchLabels: { app: 'frontend' } });
    expect(specOf(find(manifests, 'StatefulSet', 'elasticsearch')).selector).toEqual({ matchLabels: { app: 'elasticsearch' } });
  });

  test('what Elasticsearch’s data hangs on', () => {
    const { serviceName, volumeClaimTemplates } = specOf(find(manifests, 'StatefulSet', 'elasticsearch'));
    expect(serviceName).toBe('elasticsearch-nodes');
    expect(volumeClaimTemplates.map(({ metadata }: Manifest) => metadata.name)).toEqual(['data']);
    expect(specOf(find(manifests, 'Service', 'elasticsearch-nodes'))).toMatchObject({
      clusterIP: 'None',
      selector: { app: 'elasticsearch' },
    });
  });

  test('the Services and their ports', () => {
    const ports = (name: string) =>
      specOf(find(manifests, 'Service', name)).ports.map(({ name, port }: { name: string; port: number }) => [name, port]);
    expect(ports('backend')).toEqual([
      ['api', 8080],
      ['docs', 8100],
    ]);
    expect(ports('frontend')).toEqual([['http', 3000]]);
    expect(ports('elasticsearch')).toEqual([['http', 9200]]);
    expect(specOf(find(manifests, 'Service', 'backend')).selector).toEqual({ app: 'backend' });
  });

  test('nothing that changes from release to release is in a StatefulSet’s template', () => {
    const other = made({ ...environment, backend: { ...environment.backend, image: 'registry.shop.example/backend:2.0.0' } });
    expect(find(other, 'StatefulSet', 'elasticsearch')).toEqual(find(manifests, 'StatefulSet', 'elasticsearch'));
  });

  test('no Secret is in a manifest', () => {
    expect(namesOf(manifests, 'Secret')).toEqual([]);
  });
});

test('the classes of the volumes: the platform’s where it has one to rely on, else one of the application’s', () => {
  const className = (environment: Environment) =>
    specOf(find(made({ ...environment, namespace: 'shop' }), 'StatefulSet', 'elasticsearch')).volumeClaimTemplates[0].spec.storageClassName;
  expect([local, staging, production].map(className)).toEqual(['standard', 'do-block-storage-retain', 'shop-retain']);
  expect(find(made({ ...production, namespace: 'shop' }), 'StorageClass', 'shop-retain')).toMatchObject({
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
  });
  expect([local, staging].flatMap((environment) => namesOf(made(environment), 'StorageClass'))).toEqual([]);
});

test('local is one of each, with its reason in the manifests', () => {
  const manifests = made(local);
  for (const [kind, name] of [
    ['StatefulSet', 'elasticsearch'],
    ['Deployment', 'backend'],
    ['Deployment', 'frontend'],
  ] as const) {
    const workload = find(manifests, kind, name);
    expect(workload.metadata.annotations?.['nines.dev/accept.single-replica']).toMatch(/^because minikube has one node/);
    expect(specOf(workload).replicas).toBe(1);
  }
});

test('the namespace enforces the Pod Security Standard restricted', () => {
  expect(find(made({ ...production, namespace: 'shop' }), 'Namespace', 'shop').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
});

test('another namespace moves everything', () => {
  const moved = made({ ...production, namespace: 'market' });
  find(moved, 'Namespace', 'market');
  find(moved, 'StorageClass', 'market-retain');
  expect([...new Set(moved.map(({ metadata }) => metadata.namespace))].sort()).toEqual(['market', undefined]);
});

test.each([
  [{ namespace: 'Shop' }, "error: local: namespace: must be a DNS label, got 'Shop'; write at most 63 lower-case letters, digits and '-'"],
  [{ name: 'a_b' }, "error: a_b: name: must be a DNS label, got 'a_b'; write at most 63 lower-case letters, digits and '-'"],
])('%j is refused', (change, problem) => {
  expect(problems(change)).toEqual([problem]);
});

test.each(['kube-system', 'kube-mine', 'default'])('the namespace %s is refused', (namespace) => {
  expect(problems({ namespace })).toEqual([
    `error: local: namespace: must not be one of Kubernetes' own, got '${namespace}'; write a namespace of the application, such as shop`,
  ]);
});
