import type { Cluster } from './cluster';
import { cordon } from './drain';
import { placementFaults } from './placement';
import { RELEASE, release } from './rollout';
import { agreed } from './server';
import { until } from './until';
import { cannotBePlaced, isComplete, podsOf, type Workload } from './workloads';

/** Of the pods to delete, a ReplicaSet takes those with the least of it first: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#pod-deletion-cost */
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Rolls a workload out while only these nodes are free, and then frees the others: a release in the middle of maintenance. Where pods end up
 * is then no matter of luck: those that are kept apart by what is required wait, all others stand in one place.
 *
 * @returns what is wrong with where they stand in the end
 */
export async function fillNodes(cluster: Cluster, workload: Workload, free: readonly string[]): Promise<string[]> {
  const others = [...cluster.machines.keys()].filter((node) => !free.includes(node));
  for (const node of others) await cordon(cluster, node, true);
  const { state } = cluster;
  // The scheduler learns of a cordon a moment after the server: a pod that it has bound before is released again.
  for (let strays = true; strays; ) {
    const latest = await release(cluster, workload);
    await until(state, 'the rollout to end or to wait', () => isComplete(state, workload) || podsOf(state, workload).some(cannotBePlaced));
    strays = podsOf(state, workload).some(({ metadata, spec }) => {
      return metadata?.annotations?.[RELEASE] === latest && others.includes(spec?.nodeName as string);
    });
  }
  for (const node of others) await cordon(cluster, node, false);
  await until(state, `the rollout of ${workload.name}`, () => isComplete(state, workload));
  return placementFaults(state, workload);
}

/** Makes the Deployment's pods on these nodes the last ones that a release takes down. */
export async function keepLongest(cluster: Cluster, workload: Workload, nodes: readonly string[]): Promise<void> {
  for (const { metadata, spec } of podsOf(cluster.state, workload)) {
    if (!nodes.includes(spec?.nodeName as string)) continue;
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: metadata?.name as string, namespace: workload.namespace } };
    agreed(
      await cluster.server.merge(pod, { metadata: { annotations: { [DELETION_COST]: '1' } } }),
      `deletion cost of ${pod.metadata.name}`,
    );
  }
}
