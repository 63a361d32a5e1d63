import { deliveryAnnotation, listIn } from '../manifests/annotations';
import { claimTemplatesOf } from '../manifests/claims';
import type { KubernetesObject } from '../manifests/object';

/** Kinds that are never deleted here: they hold data, or everything in them goes with them. */
const kept: ReadonlyMap<string, string> = new Map([
  ['Namespace', 'everything in it would be deleted with it'],
  ['PersistentVolume', 'it holds data'],
  ['PersistentVolumeClaim', 'it holds data'],
  ['StorageClass.storage.k8s.io', 'claims refer to it'],
  ['CustomResourceDefinition.apiextensions.k8s.io', 'every object of its kind would be deleted with it'],
  ['VolumeSnapshot.snapshot.storage.k8s.io', 'it holds data'],
  ['VolumeSnapshotContent.snapshot.storage.k8s.io', 'it holds data'],
]);

/** Why an object is kept that is gone from the manifests; undefined if it is deleted. */
export function reasonToKeep(object: KubernetesObject): string | undefined {
  const { annotations, type } = object;
  const known = kept.get(type) ?? (claimTemplatesOf(object).length > 0 ? 'its volumes hold data' : undefined);
  if (known !== undefined) return known;
  const option = listIn(annotations, deliveryAnnotation.syncOptions).find((it) => /^Prune=(false|confirm)$/i.test(it));
  if (option !== undefined) return `it says ${option}`;
  const { prune } = deliveryAnnotation;
  return annotations.get(prune) === 'disabled' ? `it says ${prune}: disabled` : undefined;
}
