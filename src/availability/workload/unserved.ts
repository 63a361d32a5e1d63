import { minorOf } from '../../cluster/features';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { removedIn } from '../../manifests/removed';

/** The objects that a version of Kubernetes doesn't store, since it no longer serves their API version, as sentences: what they promise isn't there. */
export function unserved(objects: readonly KubernetesObject[], kubernetes: string): readonly string[] {
  return objects.flatMap((object) => {
    const removed = removedIn(object.apiVersion);
    if (removed === undefined || minorOf(kubernetes) < minorOf(removed)) return [];
    return [`${idOf(object)} is of ${object.apiVersion}, which Kubernetes ${kubernetes} does not serve`];
  });
}
