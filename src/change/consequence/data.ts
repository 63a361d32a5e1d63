import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import { isDatabase } from './operators';

/** Whether something is kept in an object, or in what it creates. */
export function holdsData(object: KubernetesObject): boolean {
  return object.type === 'PersistentVolumeClaim' || isDatabase(object.type) || claimTemplatesOf(object).length > 0;
}
