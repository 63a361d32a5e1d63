import { dependsOnPatch } from '../../cluster/features';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import { strategyOf } from '../../manifests/strategy';
import type { SpreadConstraint } from './spread';

/** What of a StatefulSet's rollout isn't known, as sentences. */
export function unknownRollout(
  resource: WorkloadResource,
  replicas: number,
  spreads: readonly SpreadConstraint[],
  { kubernetes }: Pick<Topology, 'kubernetes'>,
): readonly string[] {
  if (resource.type !== 'StatefulSet.apps') return [];
  const path = ['spec', 'updateStrategy', 'rollingUpdate'];
  const found: string[] = [];
  if (dependsOnPatch(kubernetes, 'MaxUnavailableStatefulSet') && strategyOf(resource, replicas, true).unavailable > 1)
    found.push(
      `${path.join('.')}.maxUnavailable of ${idOf(resource)} counts on some patch releases of Kubernetes ${kubernetes} and not on others`,
    );
  // Pods of two revisions stay side by side, and each is spread by itself.
  if (resource.root.number(...path, 'partition') && spreads.some(({ perRevision }) => perRevision))
    found.push(`field ${path.join('.')}.partition of ${idOf(resource)} is not modelled beside matchLabelKeys`);
  return found;
}
