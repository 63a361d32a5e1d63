import { claimTemplatesOf } from '../../manifests/claims';
import type { KubernetesObject } from '../../manifests/object';
import { isHolder } from './databases/holders';

/** Whether something is kept in an object, or in what it creates. */
export function holdsData(object: KubernetesObject): boolean {
  return object.type === 'PersistentVolumeClaim' || isHolder(object.type) || claimTemplatesOf(object).length > 0;
}
