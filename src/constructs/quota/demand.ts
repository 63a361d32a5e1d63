import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Amounts, podLimits, podRequests } from '../../manifests/requests';
import { scaleOf } from '../../manifests/scale';
import { strategyOf } from '../../manifests/strategy';

/** What a workload's pods take of a quota. */
export interface Demand {
  readonly requests: Amounts;
  readonly limits: Amounts;

  /** How many pods run at most, with a rollout's surge. */
  readonly surging: number;

  /**
   * The same, and those that were deleted and still end. They count until they are gone, which on a dead node is when the node is: at worst
   * all the old ones at once.
   */
  readonly replaced: number;
}

/**
 * What each workload of the manifests takes at most.
 *
 * @param nodes how many nodes a DaemonSet has a pod on
 */
export function demandsOf(index: ObjectIndex, nodes: number): readonly Demand[] {
  return index.objects.flatMap((object) => {
    const workload = index.workload(object);
    return workload ? [demandOf(workload, index, nodes)] : [];
  });
}

function demandOf(workload: WorkloadResource, index: ObjectIndex, nodes: number): Demand {
  const { spec } = workload.pod;
  return { requests: podRequests(spec), limits: podLimits(spec), ...podsOf(workload, index, nodes) };
}

function podsOf(workload: WorkloadResource, index: ObjectIndex, nodes: number): Pick<Demand, 'surging' | 'replaced'> {
  const most = scaleOf(workload, index.autoscalerOf(workload))?.peak ?? nodes;
  // A StatefulSet's pod keeps its name: the next one starts when the last one is gone.
  if (workload.type === 'StatefulSet.apps') return { surging: most, replaced: most };
  const { surge } = strategyOf(workload, most);
  if (workload.type === 'DaemonSet.apps') return { surging: most + surge, replaced: most + surge };
  return { surging: most + surge, replaced: most + surge + most };
}

/** What demands come to together, each as often as `count` says. */
export function sumOf(demands: readonly Demand[], of: 'requests' | 'limits', count: 'surging' | 'replaced'): Amounts {
  const sum = (resource: 'cpu' | 'memory') => demands.reduce((total, demand) => total + demand[count] * demand[of][resource], 0);
  return { cpu: sum('cpu'), memory: sum('memory') };
}
