import { kubernetesVersions, validate } from '../../src/schema';
import { shopManifests } from '../fixtures/manifests';
import { environments, local, production } from '../fixtures/shop/environments';
import { find, namesOf } from '../objects';

// biome-ignore lint/suspicious/noExplicitAny: the fields of a manifest have no type here
const specOf = (...of: Parameters<typeof find>): any => find(...of)['spec'];

describe.each(environments)('a whole application in $name', (environment) => {
  const manifests = shopManifests(environment);

  test.each(kubernetesVersions)('has only fields that Kubernetes %s accepts', (version) => {
    const findings = manifests.flatMap((manifest) => validate(manifest, version));
    expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
  });

  test('runs under the Pod Security Standard restricted', () => {
    expect(find(manifests, 'Namespace', 'shop').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  test('contains no Secret', () => {
    expect(namesOf(manifests, 'Secret')).toEqual([]);
  });
});

test.each([
  ['local', 'standard', []],
  ['staging', 'do-block-storage-retain', []],
  ['production', 'shop-retain', ['shop-retain']],
])('%s stores data in the StorageClass %s', (name, className, declared) => {
  const manifests = shopManifests(environments.find((environment) => environment.name === name) ?? local);
  expect(specOf(manifests, 'StatefulSet', 'elasticsearch').volumeClaimTemplates[0].spec.storageClassName).toBe(className);
  expect(namesOf(manifests, 'StorageClass')).toEqual(declared);
});

test.each([
  ['StatefulSet', 'elasticsearch'],
  ['Deployment', 'backend'],
  ['Deployment', 'frontend'],
])('the reason for a single replica is written on %s %s', (kind, name) => {
  const workload = find(shopManifests(local), kind, name);
  expect(workload.metadata.annotations?.['nines.dev/accept.single-replica']).toMatch(/^because minikube has one node/);
  expect(workload['spec']).toMatchObject({ replicas: 1 });
});

test('another namespace moves every object, the names of cluster-wide ones included', () => {
  const moved = shopManifests({ ...production, namespace: 'market' });
  find(moved, 'Namespace', 'market');
  find(moved, 'StorageClass', 'market-retain');
  expect([...new Set(moved.map(({ metadata }) => metadata.namespace))].sort()).toEqual(['market', undefined]);
});

test('a new image changes nothing in the template of a StatefulSet', () => {
  const released = { ...production, backend: { ...production.backend, image: 'registry.shop.example/backend:2.0.0' } };
  const [before, after] = [production, released].map((it) => find(shopManifests(it), 'StatefulSet', 'elasticsearch'));
  expect(after).toEqual(before);
});
