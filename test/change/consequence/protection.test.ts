import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const SYNC = 'argocd.argoproj.io/sync-options';
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';
const FORCE = 'kustomize.toolkit.fluxcd.io/force';
const HOOK = 'argocd.argoproj.io/hook-delete-policy';

type Annotations = Readonly<Record<string, string>>;

function worst(kind: string, before: Annotations, after: Annotations) {
  const [base, head] = [before, after].map((annotations) =>
    indexed([{ apiVersion: 'v1', kind, metadata: { name: 'shop', annotations } }]),
  ) as [ReturnType<typeof indexed>, ReturnType<typeof indexed>];
  const [object] = changeBetween(base, head).objects;
  const field = object?.fields.find(({ consequence }) => consequence === object.consequence);
  return [object?.consequence, field?.because, field?.fix];
}

const PRUNED = 'from now on Argo CD deletes it once it is gone from the manifests';
const AGAIN = 'from now on Argo CD may delete it and create it again, instead of updating it';
const cases: readonly [before: Annotations, after: Annotations, because: string, fix: string][] = [
  [{ [SYNC]: 'Prune=false,Delete=false' }, { [SYNC]: 'Delete=false' }, PRUNED, 'keep `Prune=false`'],
  [{ [SYNC]: 'Prune=false' }, { [SYNC]: 'Prune=true' }, PRUNED, 'keep `Prune=false`'],
  [{ [SYNC]: 'Prune=false' }, {}, PRUNED, 'keep `Prune=false`'],
  [{ [SYNC]: 'Delete=false' }, { other: 'a' }, 'from now on Argo CD deletes it with its Application', 'keep `Delete=false`'],
  [{}, { [SYNC]: 'Replace=true' }, AGAIN, 'remove `Replace=true`'],
  [{ [SYNC]: 'Prune=false' }, { [SYNC]: 'Prune=false,Force=true' }, AGAIN, 'remove `Force=true`'],
  [
    { [PRUNE]: 'disabled' },
    { other: 'a' },
    'from now on Flux deletes it once it is gone from the manifests',
    'keep `kustomize.toolkit.fluxcd.io/prune: disabled`',
  ],
  [
    { other: 'a' },
    { other: 'a', [FORCE]: 'enabled' },
    'from now on Flux deletes it and creates it again where a field is immutable',
    'remove `kustomize.toolkit.fluxcd.io/force`',
  ],
  [
    { other: 'a' },
    { other: 'a', [HOOK]: 'BeforeHookCreation' },
    'as a hook, Argo CD deletes it and creates it again with a sync',
    'remove `argocd.argoproj.io/hook-delete-policy`',
  ],
];

test.each(cases)('what holds data loses its protection %#', (before, after, because, fix) => {
  expect(worst('Namespace', before, after)).toEqual(['data at risk', because, fix]);
  expect(worst('PersistentVolumeClaim', before, after)).toEqual(['data at risk', because, fix]);
  expect(worst('ConfigMap', before, after)[0]).toBe('in place');
});

test('protection that comes, or asks a person, is no danger', () => {
  expect(worst('Namespace', {}, { [SYNC]: 'Prune=false', [PRUNE]: 'disabled' })[0]).toBe('in place');
  expect(worst('Namespace', { [SYNC]: 'Prune=false' }, { [SYNC]: 'Prune=confirm' })[0]).toBe('in place');
});

test('what holds data is at risk as a hook of Helm too, and with another owner', () => {
  const claim = (metadata: object) =>
    indexed([{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop', ...metadata } }]);
  const said = (before: object, after: object) => {
    const [object] = changeBetween(claim(before), claim(after)).objects;
    return [object?.consequence, object?.fields[0]?.because, object?.fields[0]?.fix];
  };
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '11111111-1111-1111-1111-111111111111' };
  const other = { ...owner, uid: '22222222-2222-2222-2222-222222222222' };
  const collected = [
    'data at risk',
    'from now on the garbage collector deletes it once its owners are gone, and at once if they never existed',
    'remove `ownerReferences`',
  ];
  expect(said({}, { ownerReferences: [owner] })).toEqual(collected);
  expect(said({ ownerReferences: [owner] }, { ownerReferences: [owner, other] })).toEqual(collected);
  expect(said({ ownerReferences: [owner] }, {})[0]).toBe('in place');
  expect(said({}, { annotations: { 'helm.sh/hook': 'pre-upgrade' } })).toEqual([
    'data at risk',
    'as a hook, Argo CD deletes it and creates it again with a sync',
    'remove `helm.sh/hook`',
  ]);
  expect(said({}, { labels: { a: 'b' } })[0]).toBe('in place');
});
