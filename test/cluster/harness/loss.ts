import type { Cluster } from './cluster';
import { LowWater } from './low-water';
import { nodeIsReady, ZONE_LABEL } from './nodes';
import { until } from './until';
import { cannotBePlaced, isComplete, isReady, podsOf, replicasOf, type Workload } from './workloads';

/** What was seen of a loss. */
export interface Loss {
  /** The fewest ready pods of each workload, from the moment of the loss until all is well again. */
  readonly lowWater: LowWater;
  /** Pods that were replaced on other nodes while the lost ones were gone. */
  readonly moved: number;
  /** Pods that had to wait: no node that is left may take them. */
  readonly waiting: number;
  /** Of a StatefulSet: the control plane can't know whether they still run, so nobody replaces them. */
  readonly held: number;
}

/** The nodes of a zone. */
export function nodesOfZone(cluster: Cluster, zone: string): string[] {
  const nodes = cluster.state.all('nodes').filter(({ metadata }) => metadata?.labels?.[ZONE_LABEL] === zone);
  return nodes.map(({ metadata }) => metadata?.name as string);
}

/**
 * Loses the nodes as a power cut or a hung kernel does, waits until the control plane has done what it can, brings them back and waits until
 * all workloads are complete again.
 */
export async function lose(cluster: Cluster, nodes: readonly string[], workloads: readonly Workload[]): Promise<Loss> {
  const lowWater = new LowWater(cluster.state, workloads, nodes);
  try {
    for (const node of nodes) cluster.machine(node).freeze();
    await until(cluster.state, `${nodes.join(', ')} to count as lost`, () => nodes.every((node) => !isUp(cluster, node)));
    if (someoneIsLeft(cluster))
      await until(cluster.state, 'the pods to be moved where possible', () => isSettled(cluster, nodes, workloads));
    const outcome = whatBecame(cluster, nodes, workloads);
    for (const node of nodes) cluster.machine(node).thaw();
    await until(
      cluster.state,
      'the recovery',
      () => nodes.every((node) => isUp(cluster, node)) && workloads.every((w) => isComplete(cluster.state, w)),
    );
    return { lowWater, ...outcome };
  } finally {
    lowWater.close();
    for (const node of nodes) cluster.machine(node).thaw();
  }
}

function isUp(cluster: Cluster, name: string): boolean {
  const node = cluster.state.get('nodes', name);
  return node !== undefined && nodeIsReady(node);
}

/** Where all nodes are lost at once, the control plane takes it for a fault of its own and evicts nobody. */
function someoneIsLeft(cluster: Cluster): boolean {
  return cluster.state.all('nodes').some(nodeIsReady);
}

/** Nothing more will happen by itself: the lost pods are given up, and each replacement is ready or can't be placed. */
function isSettled(cluster: Cluster, lost: readonly string[], workloads: readonly Workload[]): boolean {
  return workloads.every((workload) => {
    const pods = podsOf(cluster.state, workload);
    const given = pods.filter((pod) => lost.includes(pod.spec?.nodeName ?? ''));
    const living = pods.filter((pod) => !pod.metadata?.deletionTimestamp);
    const replaced = workload.kind === 'StatefulSet' || living.length === replicasOf(cluster.state, workload);
    return given.every((pod) => pod.metadata?.deletionTimestamp) && replaced && living.every((pod) => isReady(pod) || cannotBePlaced(pod));
  });
}

function whatBecame(cluster: Cluster, lost: readonly string[], workloads: readonly Workload[]): Omit<Loss, 'lowWater'> {
  const pods = workloads.flatMap((workload) => podsOf(cluster.state, workload).map((pod) => ({ pod, workload })));
  const evicted = pods.filter(({ pod }) => lost.includes(pod.spec?.nodeName ?? '') && pod.metadata?.deletionTimestamp);
  const held = evicted.filter(({ workload }) => workload.kind === 'StatefulSet').length;
  const waiting = pods.filter(({ pod }) => cannotBePlaced(pod)).length;
  return { held, waiting, moved: evicted.length - held - waiting };
}
