import { countOf } from '../../manifests/percentage';
import { textAt, valueAt } from '../../manifests/value';

/** How a workload replaces its pods in a rollout. */
export interface Strategy {
  readonly type: 'rolling' | 'recreate' | 'on-delete';
  /** Pods that may stand beside the replicas in a rollout. */
  readonly surge: number;
  /** Pods that a rollout may take away. */
  readonly unavailable: number;
}

/**
 * The strategy of a workload with its numbers resolved.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/deployment/util, ResolveFenceposts: surge rounds up, unavailable rounds down, both zero means one unavailable.
 * A StatefulSet replaces one pod at a time (`MaxUnavailableStatefulSet` is off by default, pkg/features).
 */
export function strategyOf(kind: string, spec: unknown, replicas: number): Strategy {
  if (kind === 'Deployment') return deploymentStrategy(spec, replicas);
  const type = textAt(spec, 'updateStrategy', 'type');
  if (type === 'OnDelete') return { type: 'on-delete', surge: 0, unavailable: 1 };
  if (kind === 'StatefulSet') return { type: 'rolling', surge: 0, unavailable: 1 };
  const surge = countOf(valueAt(spec, 'updateStrategy', 'rollingUpdate', 'maxSurge') ?? 0, replicas, 'up') ?? 0;
  const unavailable =
    countOf(valueAt(spec, 'updateStrategy', 'rollingUpdate', 'maxUnavailable') ?? (surge > 0 ? 0 : 1), replicas, 'up') ?? 1;
  return { type: 'rolling', surge, unavailable: surge > 0 ? unavailable : Math.max(1, unavailable) };
}

function deploymentStrategy(spec: unknown, replicas: number): Strategy {
  if (textAt(spec, 'strategy', 'type') === 'Recreate') return { type: 'recreate', surge: 0, unavailable: replicas };
  const rolling = ['strategy', 'rollingUpdate'];
  const surge = countOf(valueAt(spec, ...rolling, 'maxSurge') ?? '25%', replicas, 'up') ?? 1;
  const unavailable = countOf(valueAt(spec, ...rolling, 'maxUnavailable') ?? '25%', replicas, 'down') ?? 1;
  if (surge === 0 && unavailable === 0) return { type: 'rolling', surge, unavailable: 1 };
  return { type: 'rolling', surge, unavailable: Math.min(unavailable, replicas) };
}
