import type { Cluster } from '../../harness/cluster';
import { settled } from '../../harness/deploy';
import { nodesOfZone } from '../../harness/loss';
import { nodeIsReady } from '../../harness/nodes';
import { release } from '../../harness/rollout';
import { isComplete, type Workload } from '../../harness/workloads';
import type { Thing } from './outages';

/** How fast the control plane reacts, and how often things fail, in seconds. */
export const TIMERS = { nodeMonitorGrace: 5, toleration: 3 };
export const NODE = { up: 120, down: 16 };
export const ZONE = { up: 150, down: 12 };

/** All that can fail. */
export function thingsOf(cluster: Cluster): Thing[] {
  const nodes = [...cluster.machines.keys()].map((name): Thing => ({ name, nodes: [name], pace: NODE }));
  const zones = cluster.topology.zones.map(({ name }): Thing => ({ name, nodes: nodesOfZone(cluster, name), pace: ZONE }));
  return [...nodes, ...zones];
}

/** Whether nothing is down and nothing is under way. */
export function quiet(cluster: Cluster, workloads: readonly Workload[]): boolean {
  return cluster.state.all('nodes').every(nodeIsReady) && workloads.every((workload) => isComplete(cluster.state, workload));
}

/** Rolls all workloads out and waits until they are ready. */
export async function releaseAll(cluster: Cluster, workloads: readonly Workload[]): Promise<void> {
  await Promise.all(workloads.map((workload) => release(cluster, workload)));
  await settled(cluster, workloads);
}
