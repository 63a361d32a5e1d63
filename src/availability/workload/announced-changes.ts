import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Announcement, askedBy, ofDrains, ofExperiments, ofPods, ofQueues, ofRollouts } from '../fields/announcements';
import { undelivered } from './delivery';

/**
 * What manifests themselves say that others will do: hold back or end its pods, or delete objects once they are applied; as sentences.
 *
 * @param around the objects that can change where or whether its pods run
 */
export function announcedChanges(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  const stated = statedOf(workload, index);
  return [
    ...askedByAny(ofQueues, stated),
    ...askedByAny(ofExperiments, stated),
    ...askedByAny(ofRollouts, stated),
    ...askedOfDrains(workload),
    ...undelivered(workload, index, around),
  ];
}

/** No drain evicts the pods of a DaemonSet, whatever their labels say. */
function askedOfDrains({ type, pod: { labels } }: WorkloadResource): readonly string[] {
  return type === 'DaemonSet.apps' ? [] : askedBy(ofDrains, labels);
}

/** What manifests themselves ask others to add to its pods, or to change in them: how much room these take is open. As sentences. */
export function announcedAdditions(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  return askedByAny(ofPods, statedOf(workload, index));
}

/** The labels and annotations of its pods, of the workload and of its namespace. */
function statedOf(workload: WorkloadResource, index: ObjectIndex): readonly ReadonlyMap<string, string>[] {
  const { labels, template } = workload.pod;
  const objects = [workload, ...index.all('Namespace', '', workload.namespace)];
  return [labels, template.texts('metadata', 'annotations'), ...objects.flatMap((it) => [it.labels, it.annotations])];
}

function askedByAny(announcements: readonly Announcement[], stated: readonly ReadonlyMap<string, string>[]): readonly string[] {
  return [...new Set(stated.flatMap((texts) => askedBy(announcements, texts)))];
}
