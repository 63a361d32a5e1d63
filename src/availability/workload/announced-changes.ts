import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { announces, ofDelivery, ofPods } from '../fields/announcements';

/**
 * What manifests themselves say that others will change: containers that are added to pods, and objects that are deleted once they are applied; as sentences.
 *
 * @param around the objects that can change where or whether its pods run
 */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  const { namespace, pod } = workload;
  const place = index.all('Namespace', '', namespace);
  const account = pod.spec.text('serviceAccountName') ?? pod.spec.text('serviceAccount') ?? 'default';
  const templates = [pod.labels, pod.template.texts('metadata', 'annotations')];
  const found = [...templates, ...[workload, ...place].flatMap(({ labels, annotations }) => [labels, annotations])].flatMap((it) => [
    ...it,
  ]);
  const asked = found.flatMap(([key, value]) => ofPods.filter((it) => announces(it, key, value)).map(({ asks }) => `${key} ${asks}`));
  return [...new Set(asked), ...[...around, ...place, ...index.all('ServiceAccount', namespace, account)].flatMap(deliveryOf)];
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
