import { changeBetween } from '../../src/change/change';
import { indexed } from '../indexed';

const RISK = 'nines.dev/accept.data-at-risk';
const shop = (reason?: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', ...(reason !== undefined && { annotations: { [RISK]: reason } }) },
});
const claim = (name: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'shop' },
  spec: { name },
});
const set = (name: string, annotations?: object, image = 'db:1') => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, namespace: 'shop', annotations },
  spec: {
    replicas: 3,
    template: {
      spec: { containers: [{ name: 'db', image, volumeMounts: image === 'db:1' ? [{ name: 'data', mountPath: '/data' }] : [] }] },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }],
  },
});

/** The hazards as their object and the reason for which they are accepted, or were before. */
function hazards(before: readonly object[], after: readonly object[]): readonly (readonly unknown[])[] {
  return changeBetween(indexed(before), indexed(after)).hazards.map(({ object, accepted, spent }) => [object.name, accepted, spent]);
}

test('a reason on a Namespace accepts the object that it names, and no other one in it', () => {
  const before = [shop(), claim('old'), claim('orders'), claim('stays')];
  const after = (reason: string) => [shop(reason), claim('stays')];
  expect(hazards(before, after('PersistentVolumeClaim/shop/old because it was only a cache'))).toEqual([
    ['old', 'it was only a cache', undefined],
    ['orders', undefined, undefined],
  ]);
  expect(hazards(before, after('because it was only a cache'))).toEqual([
    ['old', undefined, undefined],
    ['orders', undefined, undefined],
  ]);
});

test('a reason names several objects, and each object may have a reason of its own', () => {
  const before = [shop(), claim('a'), claim('b'), claim('c'), claim('stays'), claim('stays-too')];
  const reason = `PersistentVolumeClaim/shop/a, PersistentVolumeClaim/shop/b because both were copied,
as the ticket says
PersistentVolumeClaim/shop/c because it was a test`;
  expect(hazards(before, [shop(reason), claim('stays'), claim('stays-too')])).toEqual([
    ['a', 'both were copied,\nas the ticket says', undefined],
    ['b', 'both were copied,\nas the ticket says', undefined],
    ['c', 'it was a test', undefined],
  ]);
});

test('a reason on an object is about that object', () => {
  const reason = { [RISK]: 'because the data moved to a bucket' };
  const after = [shop(), set('a', reason, 'db:2'), set('b', {}, 'db:2')];
  expect(hazards([shop(), set('a'), set('b')], after)).toEqual([
    ['a', 'the data moved to a bucket', undefined],
    ['b', undefined, undefined],
  ]);
});

test('a reason on a Namespace without a name is about the Namespace', () => {
  const kept = { metadata: { name: 'shop', annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } } };
  expect(hazards([{ ...shop(), ...kept }], [shop('because nothing in it is needed')])).toEqual([
    ['shop', 'nothing in it is needed', undefined],
  ]);
});

const more = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more', namespace: 'shop' } };

test('a reason that was there before accepts no second change of the same object', () => {
  const reason = 'PersistentVolumeClaim/shop/a because it was copied';
  const [one, two] = [
    [shop(reason), claim('a'), claim('b'), claim('stays')],
    [shop(reason), claim('stays'), more],
  ];
  expect(hazards(one, two)).toEqual([
    ['a', undefined, 'it was copied'],
    ['b', undefined, undefined],
  ]);
  const renewed = `${reason}\nPersistentVolumeClaim/shop/b because it was copied too`;
  expect(hazards(one, [shop(renewed), claim('stays'), more])).toEqual([
    ['a', undefined, 'it was copied'],
    ['b', 'it was copied too', undefined],
  ]);
});

test('that most objects are gone is accepted for all of them', () => {
  const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { name } });
  const annotations = { 'nines.dev/accept.mass-deletion': 'because the shop became smaller' };
  const smaller = { ...shop(), metadata: { name: 'shop', annotations } };
  expect(hazards([shop(), config('a'), config('b')], [smaller])).toEqual([['a', 'the shop became smaller', undefined]]);
});
