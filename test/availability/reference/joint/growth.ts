import { feasibleNodes, fits } from './filters';
import { ABSENT, accepts, type Move, type Node, type Pod, type State, type System, WAITING } from './system';

/**
 * What the autoscaler of the pools does for a pod that no node takes: it adds a node on which the pod would find a place, of any pool that has one left. It adds none to a
 * zone that doesn't answer.
 *
 * Source: kubernetes/autoscaler, cluster-autoscaler FAQ, How does scale-up work: a new node is tried with the scheduler's filters.
 */
export function growthMoves(system: System, state: State): Move[] {
  const { absent } = state;
  if (!absent || absent.size === 0) return [];
  const tried = new Set<string>();
  return state.pods.flatMap((pod) => {
    if (pod.node !== WAITING) return [];
    return [...absent].flatMap((index) => {
      const { zone, pool, name, spare } = system.nodes[index] as Node;
      const key = `${pod.service} ${pod.revision} ${pod.zone} ${zone} ${pool}`;
      if (spare || tried.has(key) || isDown(system, state, zone)) return [];
      tried.add(key);
      const next = added(system, state, index);
      const others = state.pods.filter((other) => other.node >= 0);
      if (!fits(system, next, pod, index, others) || feasibleNodes(system, state, pod).length > 0) return [];
      return [{ label: `${name} is added`, next, node: index }];
    });
  });
}

function isDown({ nodes }: System, { dead, absent }: State, zone: string): boolean {
  const there = nodes.flatMap((node, index) => (node.zone !== zone || absent?.has(index) ? [] : [index]));
  // A zone that has no node yet is none that doesn't answer.
  return there.length > 0 && there.every((index) => dead.has(index));
}

/** The state with one node more, and a pod of each DaemonSet to be created for it. */
function added(system: System, state: State, index: number): State {
  const absent = new Set([...(state.absent ?? [])].filter((it) => it !== index));
  return { ...state, absent, pods: [...state.pods, ...daemonsFor(system, state, index)] };
}

/** The pods that DaemonSets create for a node that has just been registered. */
export function daemonsFor({ services, nodes }: System, state: State, index: number): Pod[] {
  return services.flatMap((service, number): Pod[] => {
    const isThere = service.kind === 'DaemonSet' && accepts(service, nodes[index] as Node);
    return isThere ? [{ service: number, revision: state.rolling?.includes(number) ? 1 : 0, node: ABSENT, only: index }] : [];
  });
}
