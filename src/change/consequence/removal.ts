import { claimTemplatesOf } from '../../manifests/claims';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { holdsData } from './data';
import { deployedBy } from './delivery/removal';
import { isDatabase } from './operators';
import type { Effect } from './rules';

const PRUNED: Effect = { consequence: 'prune', because: 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it' };

/** What the removal of an object from the manifests does, if it is deleted: pruned, or by hand. */
export function removalOf(object: KubernetesObject, base: ObjectIndex): Effect {
  const { type, name } = object;
  if (type === 'PersistentVolumeClaim') return lost('its volume is deleted with it, unless the reclaim policy is Retain');
  const kept = keptElsewhere(object);
  if (kept !== undefined) return lost(kept);
  if (type === 'Namespace') {
    const holders = base.objects.filter((it) => it.namespace === name && holdsData(it));
    if (holders.length === 0) return { ...PRUNED, because: 'everything in it is deleted with it, if your tool prunes' };
    return lost(`everything in it is deleted with it, including the data of ${holders.map(idOf).join(', ')}`);
  }
  if (type === 'CustomResourceDefinition.apiextensions.k8s.io') return lost('every object of its kind is deleted with it');
  if (isDatabase(type)) return lost('its operator deletes the database that it made from it, and often the volumes too');
  const deployed = deployedBy(object);
  if (deployed) return deployed.isLost ? lost(deployed.because) : { consequence: 'prune', because: deployed.because };
  if (type === 'StatefulSet.apps' && claimTemplatesOf(object).length > 0) {
    const deletes = object.root.text('spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') === 'Delete';
    if (deletes) return lost('its claims are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete');
    return { ...PRUNED, because: `${PRUNED.because}. Its claims and their data stay` };
  }
  return PRUNED;
}

/** What is lost with an object that stands for a disk or a snapshot; undefined for any other. */
function keptElsewhere({ type, root }: KubernetesObject): string | undefined {
  if (type === 'PersistentVolume' && root.text('spec', 'persistentVolumeReclaimPolicy') === 'Delete')
    return 'its disk is deleted with it: persistentVolumeReclaimPolicy is Delete';
  if (type === 'VolumeSnapshot.snapshot.storage.k8s.io') return 'the snapshot is deleted with it, unless its deletionPolicy is Retain';
  if (type !== 'VolumeSnapshotContent.snapshot.storage.k8s.io') return undefined;
  return root.text('spec', 'deletionPolicy') === 'Retain'
    ? 'the snapshot stays, and nothing in the cluster leads to it'
    : 'the snapshot is deleted with it: deletionPolicy is not Retain';
}

function lost(because: string): Effect {
  return { consequence: 'data at risk', because, fix: 'keep the object, or take a snapshot first' };
}
