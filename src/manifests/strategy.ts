import { surgeOfRollout } from './argo-rollout';
import type { KubernetesObject } from './object';
import { countOf } from './percentage';
import type { Place } from './place';

/** How a workload replaces its pods in a rollout. */
export interface Strategy {
  readonly type: 'rolling' | 'recreate' | 'on-delete';

  /** The pods that a rollout may add beyond the replicas. */
  readonly surge: number;

  /** The pods that may be unavailable in a rollout. */
  readonly unavailable: number;
}

/**
 * The strategy of a workload with its percentages resolved for a number of replicas.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/deployment/util, ResolveFenceposts: surge rounds up, unavailable rounds down, both zero means one unavailable.
 * A StatefulSet replaces one pod at a time, or as many as it says where the cluster counts that (pkg/controller/statefulset, getStatefulSetMaxUnavailable: a
 * percentage rounds down, to one at least).
 *
 * @param takesMany whether the feature gate MaxUnavailableStatefulSet is on
 */
export function strategyOf({ type, root }: KubernetesObject, replicas: number, takesMany = false): Strategy {
  if (type === 'Deployment.apps') return deploymentStrategy(root.at('spec', 'strategy'), replicas);
  if (type === 'Rollout.argoproj.io')
    return { type: 'rolling', surge: surgeOfRollout(root.at('spec', 'strategy'), replicas), unavailable: 1 };
  const update = root.at('spec', 'updateStrategy');
  if (update.text('type') === 'OnDelete') return { type: 'on-delete', surge: 0, unavailable: 1 };
  const rolling = update.at('rollingUpdate');
  if (type !== 'DaemonSet.apps') {
    const most = takesMany ? countOf(rolling.at('maxUnavailable').value ?? 1, replicas, 'down') : 1;
    return { type: 'rolling', surge: 0, unavailable: Math.max(1, most ?? 1) };
  }
  const surge = countOf(rolling.at('maxSurge').value ?? 0, replicas, 'up') ?? 0;
  const unavailable = countOf(rolling.at('maxUnavailable').value ?? (surge > 0 ? 0 : 1), replicas, 'up') ?? 1;
  return { type: 'rolling', surge, unavailable: surge > 0 ? unavailable : Math.max(1, unavailable) };
}

function deploymentStrategy(strategy: Place, replicas: number): Strategy {
  if (strategy.text('type') === 'Recreate') return { type: 'recreate', surge: 0, unavailable: replicas };
  const rolling = strategy.at('rollingUpdate');
  const surge = countOf(rolling.at('maxSurge').value ?? '25%', replicas, 'up') ?? 1;
  const unavailable = countOf(rolling.at('maxUnavailable').value ?? '25%', replicas, 'down') ?? 1;
  if (surge === 0 && unavailable === 0) return { type: 'rolling', surge, unavailable: 1 };
  return { type: 'rolling', surge, unavailable: Math.min(unavailable, replicas) };
}
