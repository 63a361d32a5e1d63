import { dependsOnPatch } from '../../cluster/features';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import { strategyOf } from '../../manifests/strategy';
import type { Exclusion } from './exclusion';
import type { SpreadConstraint } from './spread';

/** What of a StatefulSet's rollout isn't known, as sentences. */
export function unknownRollout(
  resource: WorkloadResource,
  replicas: number,
  rules: readonly Pick<SpreadConstraint | Exclusion, 'perRevision'>[],
  { kubernetes }: Pick<Topology, 'kubernetes'>,
): readonly string[] {
  if (resource.type !== 'StatefulSet.apps') return [];
  const path = ['spec', 'updateStrategy', 'rollingUpdate'];
  const found: string[] = [];
  if (dependsOnPatch(kubernetes, 'MaxUnavailableStatefulSet') && strategyOf(resource, replicas, true).unavailable > 1)
    found.push(
      `${path.join('.')}.maxUnavailable of ${idOf(resource)} counts on some patch releases of Kubernetes ${kubernetes} and not on others`,
    );
  // Pods of two revisions stay side by side, and each is spread, or kept apart, by itself.
  const kept = resource.root.number(...path, 'partition') ? `${path.join('.')}.partition` : onDelete(resource);
  if (kept !== undefined && rules.some(({ perRevision }) => perRevision))
    found.push(`field ${kept} of ${idOf(resource)} is not modelled beside matchLabelKeys`);
  return found;
}

/** Who deletes the pods of the last revision, and when, isn't known. */
function onDelete({ root }: WorkloadResource): string | undefined {
  return root.text('spec', 'updateStrategy', 'type') === 'OnDelete' ? 'spec.updateStrategy.type OnDelete' : undefined;
}
