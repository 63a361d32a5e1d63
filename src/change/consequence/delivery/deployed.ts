import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import { isDelivery } from '../../delivery/recipient';

/** The objects that are deployed, as far as they are among the manifests. */
export function deployed({ objects }: ObjectIndex): readonly KubernetesObject[] {
  return objects.filter((object) => !isDelivery(object));
}
