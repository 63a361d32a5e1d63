import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';
import {
  application,
  argo,
  automated,
  config,
  database,
  ELSEWHERE,
  effects,
  finalizers,
  flux,
  from,
  homeless,
  kubeConfig,
  to,
} from './objects';

const MOVES = (what: string) =>
  `it moves to another cluster: ${what} starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it`;
const KEEP = 'keep the cluster, or move the data first';
const OLD = 'it moves to another cluster: what runs in the old one stays there, and nothing manages it';
const NAMESPACE = 'what it deploys moves to another namespace, and what holds data starts with empty volumes there';

test.each<[object, object, object[], unknown[][]]>([
  [to({ name: 'a' }), to({ name: 'b' }), [database], [['spec.destination.name', 'data at risk', MOVES('StatefulSet/shop/db'), KEEP]]],
  [to({ name: 'a' }), to({ name: 'b' }), [], [['spec.destination.name', 'data at risk', MOVES('whatever holds data'), KEEP]]],
  [to({ name: 'a' }), to({ name: 'b' }), [config], [['spec.destination.name', 'replacement', OLD, undefined]]],
  [
    to({ name: 'a' }),
    to({ server: 'https://10.0.0.1' }),
    [database],
    [
      ['spec.destination.name', 'data at risk', MOVES('StatefulSet/shop/db'), KEEP],
      ['spec.destination.server', 'in place', 'this is the cluster that it moves to', undefined],
    ],
  ],
  [
    kubeConfig('a-kubeconfig'),
    kubeConfig('b-kubeconfig'),
    [database],
    [['spec.kubeConfig.secretRef.name', 'data at risk', MOVES('StatefulSet/shop/db'), KEEP]],
  ],
  [
    kubeConfig('a-kubeconfig'),
    flux('Kustomization', {}, 'shop-production-20'),
    [database],
    [['spec.kubeConfig', 'data at risk', MOVES('StatefulSet/shop/db'), KEEP]],
  ],
  [
    argo('ApplicationSet', { generators: [{ git: {} }], template: { spec: { destination: { name: 'a' } } } }),
    argo('ApplicationSet', { generators: [{ git: {} }], template: { spec: { destination: { name: 'b' } } } }),
    [],
    [['spec.template.spec.destination.name', 'data at risk', MOVES('whatever holds data'), KEEP]],
  ],
  [
    to({ namespace: 'shop' }),
    to({ namespace: 'store' }),
    [database],
    [['spec.destination.namespace', 'in place', 'each of its objects names its own namespace', undefined]],
  ],
  ...[[], [database, homeless]].map((more): [object, object, object[], unknown[][]] => [
    to({ namespace: 'shop' }),
    to({ namespace: 'store' }),
    more,
    [['spec.destination.namespace', 'data at risk', `${NAMESPACE}, unless its objects name their own`, 'keep the namespace']],
  ]),
  [
    flux('Kustomization', { targetNamespace: 'shop' }),
    flux('Kustomization', { targetNamespace: 'store' }),
    [],
    [['spec.targetNamespace', 'data at risk', NAMESPACE, 'keep the namespace']],
  ],
])('another destination %#', (before, after, more, expected) => {
  expect(effects(before, after, more)).toEqual(expected);
});

const STOPS = 'it no longer follows commits, and what somebody changes by hand stays, until somebody syncs it';
const PRUNES = 'what a commit removes is deleted from now on, and so is what earlier ones have removed';
const REMOVED_STAYS = 'what a commit removes stays, and nothing manages it';
const NARROW = 'what the project no longer allows is neither applied nor pruned: a sync that contains it fails';
const WIDE = 'its Applications may deploy more';
const on = { prune: true, selfHeal: true, allowEmpty: false };

test.each<[object, object, string, string]>([
  [
    from({ targetRevision: 'v1' }),
    from({ targetRevision: 'v2' }),
    'spec.source.targetRevision',
    'it takes over what that revision has: npx nines diff v1:dist/production v2:dist/production',
  ],
  [from({ path: 'dist/production' }), from({ path: 'deploy/production' }), 'spec.source.path', ELSEWHERE],
  [from({ repoURL: 'https://a' }), from({ repoURL: 'https://b' }), 'spec.source.repoURL', ELSEWHERE],
  [
    application({ project: 'a' }),
    application({ project: 'b' }),
    'spec.project',
    'what the other project allows is applied and pruned, and nothing else',
  ],
  [automated(on), automated(), 'spec.syncPolicy.automated', STOPS],
  [automated(), automated(on), 'spec.syncPolicy.automated', 'it follows commits from now on: what waits to be synced is applied at once'],
  [automated(on), automated({ ...on, prune: false }), 'spec.syncPolicy.automated.prune', REMOVED_STAYS],
  [automated({ ...on, prune: false }), automated(on), 'spec.syncPolicy.automated.prune', PRUNES],
  [
    automated(on),
    automated({ ...on, selfHeal: false }),
    'spec.syncPolicy.automated.selfHeal',
    'what somebody changes by hand stays until the next commit',
  ],
  [automated({ ...on, selfHeal: false }), automated(on), 'spec.syncPolicy.automated.selfHeal', 'what somebody changes by hand is put back'],
  [
    automated(on),
    automated({ ...on, allowEmpty: true }),
    'spec.syncPolicy.automated.allowEmpty',
    'a commit without any manifests deletes everything that it deploys',
  ],
  [argo('AppProject', { sourceRepos: ['a', 'b'] }), argo('AppProject', { sourceRepos: ['a'] }), 'spec.sourceRepos[b]', NARROW],
  [argo('AppProject', { sourceRepos: ['a'] }), argo('AppProject', { sourceRepos: ['a', 'b'] }), 'spec.sourceRepos[b]', WIDE],
  [argo('AppProject', { destinations: [{ name: 'a' }] }), argo('AppProject', {}), 'spec.destinations', NARROW],
  [
    argo('AppProject', { namespaceResourceBlacklist: [] }),
    argo('AppProject', { namespaceResourceBlacklist: [{ kind: 'Secret' }] }),
    'spec.namespaceResourceBlacklist',
    NARROW,
  ],
  [
    flux('GitRepository', { ref: { branch: 'a' } }),
    flux('GitRepository', { ref: { branch: 'b' } }),
    'spec.ref.branch',
    'it takes over what that revision has',
  ],
  [flux('GitRepository', { url: 'https://a' }), flux('GitRepository', { url: 'https://b' }), 'spec.url', ELSEWHERE],
  [
    flux('Kustomization', { path: 'dist/flux/production/20' }),
    flux('Kustomization', { path: 'deploy/flux/production/20' }),
    'spec.path',
    ELSEWHERE,
  ],
  [flux('GitRepository', {}), flux('GitRepository', { suspend: true }), 'spec.suspend', 'it no longer follows commits'],
  [flux('GitRepository', { suspend: true }), flux('GitRepository', {}), 'spec.suspend', 'it follows commits from now on'],
  [flux('Kustomization', { prune: true }), flux('Kustomization', { prune: false }), 'spec.prune', REMOVED_STAYS],
  [flux('Kustomization', { prune: false }), flux('Kustomization', { prune: true }), 'spec.prune', PRUNES],
])('another source, moment or permission is in place %#', (before, after, field, because) => {
  expect(effects(before, after)).toEqual([[field, 'in place', because, undefined]]);
});

const CASCADES = 'from now on everything that it deploys is deleted with it';

test.each<[object, object, string, string]>([
  [application({}), application({}, { finalizers }), 'metadata.finalizers', 'remove the finalizer'],
  [
    argo('ApplicationSet', { syncPolicy: { preserveResourcesOnDeletion: true } }),
    argo('ApplicationSet', { syncPolicy: { applicationsSync: 'sync' } }),
    'spec.syncPolicy.preserveResourcesOnDeletion',
    'keep `preserveResourcesOnDeletion: true`',
  ],
  [
    flux('Kustomization', { deletionPolicy: 'Orphan' }),
    flux('Kustomization', { deletionPolicy: 'Delete' }),
    'spec.deletionPolicy',
    'keep `Orphan`',
  ],
])('what takes everything with it puts data at risk %#', (before, after, field, fix) => {
  expect(effects(before, after)).toContainEqual([field, 'data at risk', CASCADES, fix]);
});

const STAYS = 'it is deleted if your tool prunes; otherwise it stays, and goes on deploying. What it deploys stays in either case';

test.each<[object, string, string]>([
  [
    argo('ApplicationSet', { generators: [] }),
    'data at risk',
    'its Applications, and everything that they deploy, are deleted with it: preserveResourcesOnDeletion is not true',
  ],
  [
    argo('ApplicationSet', { syncPolicy: { preserveResourcesOnDeletion: true } }),
    'prune',
    'its Applications are deleted with it if your tool prunes; what they deploy stays in either case',
  ],
  [
    application({}, { finalizers: ['resources-finalizer.argocd.argoproj.io/background'] }),
    'data at risk',
    'everything that it deploys is deleted with it: it has the finalizer resources-finalizer.argocd.argoproj.io',
  ],
  [application({}), 'prune', STAYS],
  [argo('AppProject', {}), 'prune', 'without it, none of its Applications is synced'],
  [flux('Kustomization', { prune: true }), 'data at risk', 'everything that it deploys is deleted with it: prune is true'],
  [flux('Kustomization', { prune: true, deletionPolicy: 'Orphan' }), 'prune', STAYS],
  [flux('Kustomization', { prune: true, suspend: true }), 'prune', STAYS],
  [flux('Kustomization', { prune: false }), 'prune', STAYS],
])('what goes with an object %#', (object, consequence, because) => {
  const [change] = changeBetween(indexed([object]), indexed([])).objects;
  expect([change?.consequence, change?.because]).toEqual([consequence, because]);
});

test('the stages of an environment that move are one danger', () => {
  const stages = (secret: string) =>
    indexed([database, ...['00', '10', '20'].map((stage) => kubeConfig(secret, `shop-production-${stage}`))]);
  const { hazards } = changeBetween(stages('a-kubeconfig'), stages('b-kubeconfig'));
  expect(hazards.map(({ object }) => object.name)).toEqual(['shop-production-00']);
});

test('what deploys an environment is none of its objects when most of them are gone', () => {
  const { hazards } = changeBetween(indexed([application({}), config, homeless]), indexed([config, homeless]));
  expect(hazards).toEqual([]);
  const [hazard] = changeBetween(indexed([application({}), config, homeless]), indexed([application({})])).hazards;
  expect(hazard?.message).toBe("2 of 2 objects are gone from the manifests, ConfigMap 'shop/a' among them");
});

test('a field that is added or removed is named as such', () => {
  const messages = (before: object, after: object) =>
    changeBetween(indexed([database, before]), indexed([database, after])).hazards.map(({ message }) => message.split('. ')[0]);
  const plain = flux('Kustomization', {}, 'shop-production-20');
  const at = "Kustomization 'flux-system/shop-production-20': spec.kubeConfig";
  expect(messages(kubeConfig('a'), plain)).toEqual([`${at} is removed`]);
  expect(messages(plain, kubeConfig('a'))).toEqual([`${at} is added`]);
  const namespaced = (targetNamespace?: string) => flux('Kustomization', { targetNamespace }, 'shop-production-20');
  const field = "Kustomization 'flux-system/shop-production-20': spec.targetNamespace";
  expect(messages(namespaced('a'), plain)).toEqual([`${field} is removed (it was 'a')`]);
  expect(messages(plain, namespaced('a'))).toEqual([`${field} is added: 'a'`]);
});
