import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type Amounts, podLimits, podRequests } from '../../manifests/requests';
import { scaleOf } from '../../manifests/scale';
import { strategyOf } from '../../manifests/strategy';

/** What a workload's pods count against a quota. */
export interface Demand {
  /** The namespace of the workload. */
  readonly namespace: string;

  readonly requests: Amounts;
  readonly limits: Amounts;

  /** The most pods that run, including the surge of a rollout. */
  readonly surging: number;

  /**
   * The same, with the pods that are terminating. They count until they are gone, on a dead node until the node is deleted: at worst all old pods
   * at once.
   */
  readonly replaced: number;
}

/**
 * The maximum demand of each workload.
 *
 * @param nodes the number of nodes that a DaemonSet has a pod on
 */
export function demandsOf(index: ObjectIndex, nodes: number): readonly Demand[] {
  return index.objects.flatMap((object) => {
    const workload = index.workload(object);
    return workload ? [demandOf(workload, index, nodes)] : [];
  });
}

function demandOf(workload: WorkloadResource, index: ObjectIndex, nodes: number): Demand {
  const { spec } = workload.pod;
  return { namespace: workload.namespace, requests: podRequests(spec), limits: podLimits(spec), ...podsOf(workload, index, nodes) };
}

function podsOf(workload: WorkloadResource, index: ObjectIndex, nodes: number): Pick<Demand, 'surging' | 'replaced'> {
  const most = scaleOf(workload, index.autoscalersOf(workload))?.peak ?? nodes;
  // A StatefulSet's pod keeps its name, so its successor starts when it is gone.
  if (workload.type === 'StatefulSet.apps') return { surging: most, replaced: most };
  const { surge } = strategyOf(workload, most);
  if (workload.type === 'DaemonSet.apps') return { surging: most + surge, replaced: most + surge };
  return { surging: most + surge, replaced: most + surge + most };
}

/** The sum of demands, each multiplied by its count of pods. */
export function sumOf(demands: readonly Omit<Demand, 'namespace'>[], of: 'requests' | 'limits', count: 'surging' | 'replaced'): Amounts {
  const sum = (resource: 'cpu' | 'memory') => demands.reduce((total, demand) => total + demand[count] * demand[of][resource], 0);
  return { cpu: sum('cpu'), memory: sum('memory') };
}
