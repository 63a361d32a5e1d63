import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Announcement, announces, ofDelivery, ofPods, ofQueues } from '../fields/announcements';

/**
 * What manifests themselves say that others will do: hold back its pods, or delete objects once they are applied; as sentences.
 *
 * @param around the objects that can change where or whether its pods run
 */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  return [...askedOfPods(ofQueues, workload, index), ...around.flatMap(deliveryOf)];
}

/** What manifests themselves ask others to add to its pods, or to change in them: how much room these take is open. As sentences. */
export function announcedAdditions(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  return askedOfPods(ofPods, workload, index);
}

function askedOfPods(announcements: readonly Announcement[], workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { labels, template } = workload.pod;
  const objects = [workload, ...index.all('Namespace', '', workload.namespace)];
  const stated = [labels, template.texts('metadata', 'annotations'), ...objects.flatMap((it) => [it.labels, it.annotations])];
  const asked = stated.flatMap((texts) =>
    [...texts].flatMap(([key, value]) => announcements.filter((it) => announces(it, key, value)).map(({ asks }) => `${key} ${asks}`)),
  );
  return [...new Set(asked)];
}

const known = new WeakMap<KubernetesObject, readonly string[]>();

/** What becomes of an object that is delivered; many workloads share some. */
function deliveryOf(object: KubernetesObject): readonly string[] {
  const before = known.get(object);
  if (before) return before;
  // Nobody delivers nodes.
  const stated = object.type === 'Node' ? [] : [...object.annotations, ...object.labels];
  const asked = stated.flatMap(([key, value]) =>
    ofDelivery.filter((it) => announces(it, key, value)).map(({ asks }) => [asks, key] as const),
  );
  // Of several keys that ask for one thing, one is enough.
  const found = [...new Map(asked)].map(([asks, key]) => `${key} of ${idOf(object)} ${asks}`);
  known.set(object, found);
  return found;
}
