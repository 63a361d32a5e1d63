import { changeBetween } from '../../src/change/change';
import type { ObjectChange } from '../../src/change/result';
import { indexed } from '../indexed';

const workload = (kind: string, more: Readonly<Record<string, unknown>> = {}, image = 'registry.example/web:1') => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image }] } },
    ...more,
  },
});

function changes(before: readonly unknown[], after: readonly unknown[]): readonly ObjectChange[] {
  return changeBetween(indexed(before), indexed(after)).objects;
}

function change(before: unknown, after: unknown): ObjectChange | undefined {
  return changes([before], [after])[0];
}

const IMAGE = { field: 'spec.template.spec.containers[main].image', pointer: '/spec/template/spec/containers/0/image' };
const NEW_IMAGE = { ...IMAGE, before: 'registry.example/web:1', after: 'registry.example/web:2' };

test('a rollout has the number of its pods', () => {
  expect(change(workload('Deployment'), workload('Deployment', {}, 'registry.example/web:2'))).toEqual({
    kind: 'Deployment',
    namespace: 'shop',
    name: 'web',
    consequence: 'rollout',
    pods: 3,
    fields: [{ ...NEW_IMAGE, consequence: 'rollout', because: 'the pod template changes, so every pod is replaced' }],
  });
});

test('a partition keeps pods from a rollout, and nobody counts those of a DaemonSet', () => {
  const partition = { updateStrategy: { rollingUpdate: { partition: 2 } } };
  expect(change(workload('StatefulSet', partition), workload('StatefulSet', partition, 'registry.example/web:2'))?.pods).toBe(1);
  const agent = change(workload('DaemonSet'), workload('DaemonSet', {}, 'registry.example/web:2'));
  expect(agent).toMatchObject({ consequence: 'rollout' });
  expect(agent?.pods).toBeUndefined();
});

test.each([
  ['Deployment', { paused: true }, 'the Deployment is paused: its pods are replaced when it is resumed'],
  ['StatefulSet', { updateStrategy: { type: 'OnDelete' } }, 'updateStrategy is OnDelete: a pod gets it when somebody deletes the pod'],
  ['ReplicaSet', {}, 'only pods that it creates later get it'],
])('a %s may leave its pods alone', (kind, more, because) => {
  expect(change(workload(kind, more), workload(kind, more, 'registry.example/web:2'))).toMatchObject({
    consequence: 'in place',
    fields: [{ ...NEW_IMAGE, consequence: 'in place', because }],
  });
});

test('what stays of a rolling update is removed by a command for the object', () => {
  const rolling = workload('Deployment', { strategy: { type: 'RollingUpdate' } });
  const { objects } = changeBetween(indexed([rolling]), indexed([workload('Deployment', { strategy: { type: 'Recreate' } })]), {
    context: 'admin@shop',
  });
  expect(objects[0]?.fields.find(({ field }) => field === 'spec.strategy.type')).toMatchObject({
    consequence: 'refused',
    because: 'the API server refuses a server-side apply of it: the rollingUpdate that it filled in stays, and Recreate allows none',
    fix: `remove it first: \`kubectl --context admin@shop --namespace shop patch deployment web --type=json -p '[{"op":"replace","path":"/spec/strategy","value":{"type":"Recreate"}}]'\``,
  });
});

test('a StatefulSet is refused by each apply', () => {
  const rolling = workload('StatefulSet', { updateStrategy: { type: 'RollingUpdate' } });
  expect(change(rolling, workload('StatefulSet', { updateStrategy: { type: 'OnDelete' } }))?.fields).toContainEqual(
    expect.objectContaining({
      because: 'the API server refuses it: the rollingUpdate that it filled in stays, and OnDelete allows none',
    }),
  );
});

test('replicas come and go in place', () => {
  const [three, five] = [workload('Deployment'), workload('Deployment', { replicas: 5 })];
  expect(change(three, five)?.fields).toMatchObject([{ field: 'spec.replicas', before: 3, after: 5, because: '2 pods are added' }]);
  expect(change(five, workload('Deployment', { replicas: 4 }))?.fields).toMatchObject([{ because: '1 pod is deleted' }]);
});

test('a selector is immutable', () => {
  const other = { selector: { matchLabels: { app: 'www' } } };
  expect(change(workload('Deployment'), workload('Deployment', other))).toMatchObject({
    consequence: 'refused',
    fields: [
      {
        field: 'spec.selector.matchLabels.app',
        because: 'the API server refuses it: the field is immutable, and it would not match the pods that run',
        fix: 'keep the selector; or give the new one another name, and remove the old one when the new one is ready',
      },
    ],
  });
});

const object = (kind: string, name: string, namespace?: string, more = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace && { namespace }) },
  ...more,
});

test('a new object is created, and one that is gone is pruned', () => {
  const [one, other] = [
    object('ConfigMap', 'one', 'shop', { data: { a: '1' } }),
    object('ConfigMap', 'other', 'shop', { data: { b: '2' } }),
  ];
  expect(changes([one], [other])).toEqual([
    { kind: 'ConfigMap', namespace: 'shop', name: 'other', consequence: 'create', because: 'it is new', fields: [] },
    {
      kind: 'ConfigMap',
      namespace: 'shop',
      name: 'one',
      consequence: 'prune',
      because: 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it',
      fields: [],
    },
  ]);
});

test('an object of another name is a replacement, and so is one in another namespace', () => {
  const data = { data: { a: '1' } };
  expect(changes([object('ConfigMap', 'one', 'shop', data)], [object('ConfigMap', 'two', 'shop', data)])[0]).toMatchObject({
    consequence: 'replacement',
    replaces: 'ConfigMap/shop/one',
    because:
      "it has another name: ConfigMap 'shop/one' is gone, and no manifest names it any longer: once it is pruned, pods of an earlier template that do don't start again",
  });
  expect(changes([object('ConfigMap', 'one', 'shop', data)], [object('ConfigMap', 'one', 'store', data)])[0]).toMatchObject({
    consequence: 'replacement',
    replaces: 'ConfigMap/shop/one',
    because:
      "it moves to another namespace: ConfigMap 'shop/one' is gone, and no manifest names it any longer: once it is pruned, pods of an earlier template that do don't start again",
  });
});

test('the values of Secrets are never shown', () => {
  const secret = (password: string) => object('Secret', 'password', 'shop', { stringData: { password } });
  expect(change(secret('one'), secret('two'))?.fields).toMatchObject([{ field: 'data.password', before: '(hidden)', after: '(hidden)' }]);
});

const claims = (size: string) => ({
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: size } } } }],
});

test('a renamed StatefulSet starts with empty volumes', () => {
  const set = workload('StatefulSet', claims('1Gi'));
  const renamed = { ...workload('StatefulSet', claims('2Gi')), metadata: { name: 'db', namespace: 'shop' } };
  expect(changes([set], [renamed])).toMatchObject([
    {
      name: 'db',
      consequence: 'data at risk',
      replaces: 'StatefulSet/shop/web',
      because:
        "it has another name, and so has empty volumes: the data stays in those of StatefulSet 'shop/web', if that isn't pruned with its namespace",
      fix: "keep the name and the namespace of StatefulSet 'shop/web'",
    },
  ]);
});

test.each([
  [[object('PersistentVolumeClaim', 'data', 'shop')], 'its volume is deleted with it, unless the reclaim policy is Retain'],
  [
    [object('Namespace', 'shop'), object('PersistentVolumeClaim', 'data', 'shop')],
    'everything in it is deleted with it, including the data of PersistentVolumeClaim/shop/data',
  ],
  [
    [workload('StatefulSet', { ...claims('1Gi'), persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } })],
    'its claims are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete',
  ],
])('data goes with what holds it', (before, because) => {
  expect(changes(before, [])[0]).toMatchObject({ consequence: 'data at risk', because, fix: 'keep the object, or take a snapshot first' });
});

test('an empty Namespace and a StatefulSet that keeps its claims are pruned', () => {
  expect(changes([object('Namespace', 'shop')], [])).toMatchObject([
    { consequence: 'prune', because: 'everything in it is deleted with it, if your tool prunes' },
  ]);
  expect(changes([workload('StatefulSet', claims('1Gi'))], [])).toMatchObject([
    {
      consequence: 'prune',
      because: 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it. Its claims and their data stay',
    },
  ]);
});

test('a Namespace goes with everything that the manifests still have in it', () => {
  const [namespace, one, two] = [object('Namespace', 'shop'), workload('Deployment'), object('ConfigMap', 'two', 'shop')];
  const because = 'everything in it is deleted with it, and the manifests still have Deployment/shop/web and 1 more in it';
  expect(changes([namespace, one, two], [one, two])).toMatchObject([
    { kind: 'Namespace', consequence: 'data at risk', because, fix: 'keep the Namespace, or remove what is in it too' },
  ]);
  const { hazards } = changeBetween(indexed([namespace, one, two]), indexed([one, two]));
  expect(hazards).toMatchObject([{ risk: 'data-at-risk', message: `Namespace 'shop' is gone from the manifests: ${because}` }]);
  expect(changes([kept('Namespace', 'shop', {}, ''), one], [one])).toMatchObject([{ consequence: 'prune', because: STAYS }]);
});

const kept = (kind: string, name: string, more: object = {}, namespace = 'shop') => {
  const it = object(kind, name, namespace, more) as { metadata: object };
  return { ...it, metadata: { ...it.metadata, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } } };
};
const STAYS = 'it says Prune=false, so it stays, and nothing manages it';

test('what no tool prunes stays', () => {
  const set = workload('StatefulSet', claims('1Gi'));
  const annotated = { ...set, metadata: { ...set.metadata, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } } };
  expect(changes([kept('ConfigMap', 'one'), kept('PersistentVolumeClaim', 'data'), annotated], [])).toMatchObject([
    {
      name: 'data',
      consequence: 'data at risk',
      because: `${STAYS}. If somebody deletes it, its volume is deleted with it, unless the reclaim policy is Retain`,
    },
    { name: 'one', consequence: 'prune', because: STAYS },
    {
      name: 'web',
      consequence: 'prune',
      because: 'it says kustomize.toolkit.fluxcd.io/prune: disabled, so it stays, and nothing manages it. Its claims and their data stay',
    },
  ]);
});

test('claims go with a namespace that is gone too, and stay with one that no tool prunes', () => {
  const set = workload('StatefulSet', claims('1Gi'));
  const reasons = (namespace: object) =>
    changes([object('ConfigMap', 'one', 'shop'), set, namespace], []).map((it) => [it.name, it.because]);
  expect(reasons(object('Namespace', 'shop'))).toEqual([
    ['web', "its claims are deleted with Namespace 'shop', which is gone too"],
    ['shop', 'everything in it is deleted with it, including the data of StatefulSet/shop/web'],
    ['one', 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it'],
  ]);
  expect(reasons(kept('Namespace', 'shop', {}, ''))).toEqual([
    ['shop', `${STAYS}. If somebody deletes it, everything in it is deleted with it, including the data of StatefulSet/shop/web`],
    ['one', 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it'],
    ['web', 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it. Its claims and their data stay'],
  ]);
});

test('fewer replicas delete claims where whenScaled says so', () => {
  const scaled = (replicas: number) =>
    workload('StatefulSet', { ...claims('1Gi'), replicas, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } });
  expect(change(scaled(3), scaled(2))?.fields).toMatchObject([
    {
      consequence: 'data at risk',
      because: 'fewer replicas: persistentVolumeClaimRetentionPolicy.whenScaled is Delete, so the claims of the pods that go are deleted',
      fix: 'set whenScaled to `Retain` first',
    },
  ]);
});

test('a claim grows if its class allows it', () => {
  const claim = (storage: string) =>
    object('PersistentVolumeClaim', 'data', 'shop', { spec: { storageClassName: 'fast', resources: { requests: { storage } } } });
  const type = (more: object) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'a',
    ...more,
  });
  const grown = (...classes: readonly unknown[]) => changes([claim('1Gi'), ...classes], [claim('2Gi'), ...classes])[0]?.fields[0];
  expect(grown()).toMatchObject({ consequence: 'in place', because: 'the volume grows if its StorageClass allows expansion' });
  expect(grown(type({ allowVolumeExpansion: true }))).toMatchObject({ consequence: 'in place', because: 'the volume grows' });
  expect(grown(type({}))).toMatchObject({
    consequence: 'refused',
    because: 'the API server refuses it: the StorageClass has no `allowVolumeExpansion: true`',
    fix: 'set it there first',
  });
  expect(change(claim('2Gi'), claim('1Gi'))?.fields).toMatchObject([
    {
      consequence: 'refused',
      because: 'the API server refuses it: a claim never shrinks',
      fix: 'create a smaller claim, and copy the data',
    },
  ]);
});

test('a thousand objects are compared', () => {
  const all = Array.from({ length: 1000 }, (_, index) => ({
    ...workload('Deployment'),
    metadata: { name: `web-${index}`, namespace: 'shop' },
  }));
  const next = all.map((it, index) => ({ ...it, spec: { ...it.spec, replicas: index % 2 === 0 ? 3 : 4 } }));
  expect(changes(all, next)).toHaveLength(500);
});
