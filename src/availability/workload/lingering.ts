import { scaleDownDelayOf } from '../../manifests/argo-rollout';
import { idOf } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** Seconds for which pods that end may keep their room: in longer ones a second release or another change of scale is usual, and leaves as many once more. */
const longest = 600;

/** Kinds that make the next pod while the last one ends: a StatefulSet and a DaemonSet wait for it, and a CronJob's schedule tells how many there are. */
const replacing: ReadonlySet<string> = new Set(['Deployment.apps', 'ReplicaSet.apps', 'Rollout.argoproj.io']);

/** Pods of former revisions that keep their room for so long that those of several may stand at a time, as a sentence. */
export function lingering(resource: WorkloadResource, spec: Place): readonly string[] {
  if (!replacing.has(resource.type)) return [];
  const grace = spec.number('terminationGracePeriodSeconds') ?? 0;
  const delay = resource.type === 'Rollout.argoproj.io' ? scaleDownDelayOf(resource.root.at('spec', 'strategy')) : 0;
  if (Math.max(grace, delay) <= longest) return [];
  const because =
    grace > longest ? `may take ${grace} s to end (terminationGracePeriodSeconds)` : 'stay after a release (scale-down delay)';
  return [`pods of ${idOf(resource)} ${because}, and how many releases leave theirs in that time is not known`];
}
