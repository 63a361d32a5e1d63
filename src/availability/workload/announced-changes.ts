import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { announces, ofPods } from '../fields/announcements';
import { undelivered } from './delivery';

/**
 * What manifests themselves say that others will change: containers that are added to pods, and objects that are deleted or not applied; as sentences.
 *
 * @param around the objects that can change where or whether its pods run
 */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  const { namespace, pod } = workload;
  const templates = [pod.labels, pod.template.texts('metadata', 'annotations')];
  const objects = [workload, ...index.all('Namespace', '', namespace)];
  const stated = [...templates, ...objects.flatMap(({ labels, annotations }) => [labels, annotations])].flatMap((it) => [...it]);
  const asked = stated.flatMap(([key, value]) => ofPods.filter((it) => announces(it, key, value)).map(({ asks }) => `${key} ${asks}`));
  return [...new Set(asked), ...undelivered(workload, index, around)];
}
