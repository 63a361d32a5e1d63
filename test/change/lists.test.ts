import { changeBetween } from '../../src/change/change';
import { rendered } from '../../src/report/change/rendered';
import { indexed } from '../indexed';

function fields(before: object, after: object) {
  const { objects } = changeBetween(indexed([before]), indexed([after]));
  return objects.flatMap((object) => object.fields.map(({ field, consequence, because }) => [field, consequence, because]));
}

const project = (spec: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'shop', namespace: 'argocd' },
  spec,
});
const NARROWS = 'what the project no longer allows is neither applied nor pruned: a sync that contains it fails';

test('the lists of a project are sets', () => {
  const [eu, us, asia] = ['eu', 'us', 'asia'].map((name) => ({ name, namespace: 'shop' }));
  const to = (...destinations: unknown[]) => project({ destinations });
  expect(fields(to(eu, us, asia), to(eu, asia))).toEqual([['spec.destinations', 'in place', NARROWS]]);
  expect(fields(to(eu, us), to(asia, eu, us))).toEqual([['spec.destinations', 'in place', 'its Applications may deploy more']]);
  expect(fields(to(eu, us), to(us, eu))).toEqual([['spec.destinations', 'none', 'the order of the list has no effect']]);
  expect(fields(to({ name: 'eu', namespace: 'shop' }), to({ namespace: 'shop', name: 'eu' }))).toEqual([]);
  const from = (...sourceRepos: string[]) => project({ sourceRepos });
  expect(fields(from('a', 'b'), from('c', 'b'))).toEqual([
    ['spec.sourceRepos[a]', 'in place', NARROWS],
    ['spec.sourceRepos[c]', 'in place', 'its Applications may deploy more'],
  ]);
});

test('items of a custom resource are told by their names', () => {
  const rollout = (...containers: object[]) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas: 2, template: { spec: { containers } } },
  });
  const [web, proxy] = [
    { name: 'web', image: 'web:1' },
    { name: 'proxy', image: 'proxy:1' },
  ];
  expect(fields(rollout(web, proxy), rollout(web, { ...proxy, image: 'proxy:2' })).map(([field]) => field)).toEqual([
    'spec.template.spec.containers[proxy].image',
  ]);
});

const elasticsearch = (nodeSets: readonly object[], more: object = {}) => ({
  apiVersion: 'elasticsearch.k8s.elastic.co/v1',
  kind: 'Elasticsearch',
  metadata: { name: 'search', namespace: 'shop' },
  spec: { version: '9.1.4', ...more, nodeSets },
});

test('a nodeSet of another name is another StatefulSet of the operator', () => {
  const [old, next] = [
    { name: 'default', count: 3 },
    { name: 'hot', count: 3 },
  ];
  expect(fields(elasticsearch([old]), elasticsearch([next]))).toEqual([
    [
      'spec.nodeSets[default]',
      'replacement',
      "the operator moves its shards to the other nodes, which need room for them; after that StatefulSet 'shop/search-es-default' is deleted with its claims",
    ],
    ['spec.nodeSets[hot]', 'in place', "the operator creates StatefulSet 'shop/search-es-hot' with empty volumes"],
  ]);
  const kept = { volumeClaimDeletePolicy: 'DeleteOnScaledownOnly' };
  expect(fields(elasticsearch([old], kept), elasticsearch([next], kept))[0]?.[2]).toMatch(/is deleted with its claims$/);
});

test('a nodeSet whose data nothing else may hold is data at risk', () => {
  const master = (name: string) => ({ name, count: 3, config: { 'node.roles': ['master'] } });
  expect(fields(elasticsearch([master('masters'), { name: 'data', count: 3 }]), elasticsearch([master('masters')]))).toEqual([
    [
      'spec.nodeSets[data]',
      'data at risk',
      "StatefulSet 'shop/search-es-data' goes with its claims, and no other nodeSet may hold its data",
    ],
  ]);
  expect(fields(elasticsearch([master('a'), { name: 'data' }]), elasticsearch([master('b'), { name: 'data' }]))[0]).toEqual([
    'spec.nodeSets[a]',
    'replacement',
    "StatefulSet 'shop/search-es-a' is deleted with its claims",
  ]);
});

test('a StorageClass that loses its protection', () => {
  const storage = (annotations?: object) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast', annotations },
    provisioner: 'nobody.example',
  });
  const why =
    'from now on it is deleted once it is gone from the manifests: volumes stay, but claims that name it no longer grow, and new ones stay pending';
  expect(fields(storage({ 'argocd.argoproj.io/sync-options': 'Prune=false' }), storage())).toEqual([['metadata', 'in place', why]]);
  expect(fields(storage({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' }), storage({ a: 'b' }))[0]?.[2]).toBe(why);
  expect(changeBetween(indexed([storage()]), indexed([])).objects[0]?.because).toBe(
    "it is deleted if your tool prunes; otherwise it stays, and nothing manages it. Volumes stay; without their class, claims don't grow, and new ones stay pending",
  );
});

test('sources of variables and lines of texts are shown', () => {
  const pods = (env: object[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'main', image: 'a:1', env }] } } },
  });
  const of = (name: string, source: object) => ({ name, valueFrom: source });
  const config = (text: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'web', namespace: 'shop' },
    data: { 'nginx.conf': text },
  });
  const many = (word: string) => Array.from({ length: 30 }, (_, index) => `${word} ${index}`).join('\n');
  const text = (before: object[], after: object[]) =>
    rendered([{ name: 'x', ...changeBetween(indexed(before), indexed(after)) }], 'text', false)
      .split('\n')
      .filter((line) => line.startsWith('    '))
      .map((line) => line.slice(4));
  const old = [
    { name: 'A', value: 'x' },
    { name: 'B', value: 'y' },
  ];
  const next = [
    of('A', { secretKeyRef: { name: 'db', key: 'password' } }),
    of('C', { configMapKeyRef: { name: 'web', key: 'mode' } }),
    of('D', { fieldRef: { fieldPath: 'metadata.name' } }),
    of('E', { resourceFieldRef: { resource: 'limits.cpu' } }),
  ];
  expect(text([pods(old)], [pods(next)])).toEqual([
    '- spec.template.spec.containers[main].env[A].value: x',
    '+ spec.template.spec.containers[main].env[A].valueFrom: key password of Secret db',
    '- spec.template.spec.containers[main].env[B]: y',
    '+ spec.template.spec.containers[main].env[C]: key mode of ConfigMap web',
    '+ spec.template.spec.containers[main].env[D]: field metadata.name of the pod',
    '+ spec.template.spec.containers[main].env[E]: limits.cpu of the container',
  ]);
  expect(text([config('a\nport 80\nb\n')], [config('a\nport 8080\nb\nc\n')])).toEqual([
    "~ data['nginx.conf']: 3 lines differ",
    '    - port 80',
    '    + port 8080',
    '    + c',
  ]);
  const long = text([config(many('one'))], [config(many('two'))]);
  expect([long[0], long.length, long.at(-1)]).toEqual(["~ data['nginx.conf']: 60 lines differ", 22, '      and 40 more']);
});
