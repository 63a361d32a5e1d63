import { deliveryAnnotation, listIn } from '../../manifests/annotations';
import { claimTemplatesOf } from '../../manifests/claims';
import { idOf, inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { holdsData } from './data';
import { lostWith, unknownRemoval } from './databases/holders';
import { deployedBy } from './delivery/removal';
import { readersOf } from './readers';
import type { Effect } from './rules';

const PRUNED: Effect = { consequence: 'prune', because: 'it is deleted if your tool prunes; otherwise it stays, and nothing manages it' };

/** What the removal of an object from the manifests does, if it is deleted: pruned, or by hand. */
export function removalOf(object: KubernetesObject, base: ObjectIndex, head: ObjectIndex): Effect {
  const deployed = deployedBy(object);
  if (deployed) return deployed.isLost ? lost(deployed.because) : { consequence: 'prune', because: deployed.because };
  const effect = deletionOf(object, base, head);
  const option = keptBy(object);
  if (option === undefined) return effect.consequence === 'data at risk' ? effect : (inhabited(object, head) ?? effect);
  const stays = `it says ${option}, so it stays, and nothing manages it`;
  if (effect.consequence === 'data at risk') return { ...effect, because: `${stays}. If somebody deletes it, ${effect.because}` };
  return { ...PRUNED, because: keepsClaims(object) ? `${stays}. ${CLAIMS_STAY}` : stays };
}

const CLAIMS_STAY = 'Its claims and their data stay';

const WITHOUT_CLASS = "Volumes stay; without their class, claims don't grow, and new ones stay pending";

function deletionOf(object: KubernetesObject, base: ObjectIndex, head: ObjectIndex): Effect {
  const { type, namespace, name } = object;
  if (type === 'PersistentVolumeClaim') return lost('its volume is deleted with it, unless the reclaim policy is Retain');
  const kept = keptElsewhere(object);
  if (kept !== undefined) return lost(kept);
  if (type === 'Namespace') {
    const holders = base.objects.filter((it) => it.namespace === name && holdsData(it));
    if (holders.length === 0) return { ...PRUNED, because: 'everything in it is deleted with it, if your tool prunes' };
    return lost(`everything in it is deleted with it, including the data of ${holders.map(idOf).join(', ')}`);
  }
  if (type === 'CustomResourceDefinition.apiextensions.k8s.io') return lost('every object of its kind is deleted with it');
  if (type === 'StorageClass.storage.k8s.io') return { ...PRUNED, because: `${PRUNED.because}. ${WITHOUT_CLASS}` };
  const custom = lostWith(type);
  if (custom !== undefined) return lost(custom);
  const readers = readersOf(object, head);
  if (readers !== undefined) {
    const isSecret = type === 'Secret';
    const only = isSecret ? '. What is in it may be nowhere else' : '';
    const because = `${PRUNED.because}${only}. Pods of ${readers} still name it: once it is pruned they don't start`;
    return { consequence: isSecret ? 'data at risk' : 'prune', because, fix: 'keep it, or remove the references first' };
  }
  const unknown = unknownRemoval(object);
  if (unknown) return unknown.consequence === 'prune' ? { ...PRUNED, because: `${PRUNED.because}. ${unknown.because}` } : unknown;
  if (type !== 'StatefulSet.apps' || claimTemplatesOf(object).length === 0) return PRUNED;
  if (!keepsClaims(object)) return lost('its claims are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete');
  const around = base.find('Namespace', '', namespace);
  if (around && !head.find('Namespace', '', namespace) && keptBy(around) === undefined)
    return lost(`its claims are deleted with ${inWords(around)}, which is gone too`);
  return { ...PRUNED, because: `${PRUNED.because}. ${CLAIMS_STAY}` };
}

/** A Namespace that goes while the manifests keep what is in it. A tool that prunes deletes that too, and it comes back with the next apply at best. */
function inhabited({ type, name }: KubernetesObject, head: ObjectIndex): Effect | undefined {
  const inside = type === 'Namespace' ? head.objects.filter(({ namespace }) => namespace === name) : [];
  const [first, ...others] = inside;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    consequence: 'data at risk',
    because: `everything in it is deleted with it, and the manifests still have ${idOf(first)}${more} in it`,
    fix: 'keep the Namespace, or remove what is in it too',
  };
}

function keepsClaims(object: KubernetesObject): boolean {
  if (object.type !== 'StatefulSet.apps' || claimTemplatesOf(object).length === 0) return false;
  return object.root.text('spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted') !== 'Delete';
}

/** The annotation for which no tool prunes an object. */
export function keptBy({ annotations }: KubernetesObject): string | undefined {
  const { prune, syncOptions } = deliveryAnnotation;
  const option = listIn(annotations, syncOptions).find((it) => /^Prune=(false|confirm)$/i.test(it));
  return option ?? (annotations.get(prune) === 'disabled' ? `${prune}: disabled` : undefined);
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
