import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const snapshot = (kind: string, more: object) => ({ apiVersion: 'snapshot.storage.k8s.io/v1', kind, metadata: { name: 'night' }, ...more });
const policy = (deletionPolicy: string) => snapshot('VolumeSnapshotContent', { spec: { deletionPolicy } });
const volume = (persistentVolumeReclaimPolicy: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'disk' },
  spec: { persistentVolumeReclaimPolicy },
});

test.each([
  [snapshot('VolumeSnapshot', {}), 'data at risk', 'the snapshot is deleted with it, unless its deletionPolicy is Retain'],
  [policy('Delete'), 'data at risk', 'the snapshot is deleted with it: deletionPolicy is not Retain'],
  [policy('Retain'), 'data at risk', 'the snapshot stays, and nothing in the cluster leads to it'],
  [volume('Delete'), 'data at risk', 'its disk is deleted with it: persistentVolumeReclaimPolicy is Delete'],
  [volume('Retain'), 'prune', 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it'],
])('a disk or a snapshot goes with the object that stands for it %#', (before, consequence, because) => {
  expect(changeBetween(indexed([before]), indexed([])).objects).toMatchObject([{ consequence, because }]);
});

test.each([
  [policy, 'the snapshot is deleted with its VolumeSnapshot'],
  [
    (deletionPolicy: string) => snapshot('VolumeSnapshotClass', { deletionPolicy }),
    'snapshots taken from now on are deleted with their VolumeSnapshot',
  ],
])('snapshots are no longer kept %#', (of, because) => {
  const { objects } = changeBetween(indexed([of('Retain')]), indexed([of('Delete')]));
  expect(objects[0]?.fields).toMatchObject([{ consequence: 'data at risk', because, fix: 'keep `Retain`' }]);
  expect(changeBetween(indexed([of('Delete')]), indexed([of('Retain')])).objects).toMatchObject([{ consequence: 'in place' }]);
});

test.each([
  ['Retain', 'Delete', 'data at risk', 'the disk is deleted with the claim'],
  ['Retain', 'Recycle', 'data at risk', 'every file of the volume is deleted with the claim'],
  ['Delete', 'Recycle', 'in place', 'the object is updated, and no pod restarts'],
  ['Recycle', 'Retain', 'in place', 'the object is updated, and no pod restarts'],
])('a volume is no longer kept: %s to %s', (old, next, consequence, because) => {
  const { objects } = changeBetween(indexed([volume(old)]), indexed([volume(next)]));
  expect(objects[0]?.fields).toMatchObject([{ consequence, because }]);
});
