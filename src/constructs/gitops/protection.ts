import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';

const KEPT: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'StorageClass.storage.k8s.io']);

/**
 * Whether data is lost, or stops being served, when an object is deleted: a namespace takes its claims with it, a StatefulSet is what its claims
 * belong to, and without its class no claim can be restored.
 */
export function holdsData(object: KubernetesObject): boolean {
  return KEPT.has(object.type) || claimTemplatesOf(object).length > 0;
}
