import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from './cluster';
import { settled } from './deploy';
import type { Pod } from './kubernetes-client';
import { LowWater } from './low-water';
import { type Answer, agreed } from './server';
import { until } from './until';
import { podsOf, type Workload } from './workloads';

/** What the eviction API answers when a budget forbids it. */
const TOO_MANY_REQUESTS = 429;

/** Empties a node as `kubectl drain` does and leaves it cordoned. Ends when the last pod is gone; throws when a budget never lets go. */
export async function drain(cluster: Cluster, node: string): Promise<void> {
  await cordon(cluster, node, true);
  await Promise.all(evictable(cluster, node).map((pod) => evict(cluster, pod)));
  await until(cluster.state, `${node} to be empty`, () => evictable(cluster, node).length === 0);
}

/** Makes a node unschedulable, or schedulable again. */
export async function cordon(cluster: Cluster, node: string, unschedulable: boolean): Promise<void> {
  const manifest: Manifest = { apiVersion: 'v1', kind: 'Node', metadata: { name: node } };
  agreed(await cluster.server.merge(manifest, { spec: { unschedulable } }), `cordon of ${node}`);
  await until(cluster.state, `${node} to be ${unschedulable ? '' : 'un'}cordoned`, () => {
    const { spec } = cluster.state.get('nodes', node) ?? {};
    // The scheduler goes by the taint, which the control plane adds and removes.
    const tainted = spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/unschedulable') ?? false;
    return (spec?.unschedulable ?? false) === unschedulable && tainted === unschedulable;
  });
}

/** Pods that a drain moves: those of a DaemonSet come back at once and are left alone. */
function evictable(cluster: Cluster, node: string): Pod[] {
  return cluster.state
    .all('pods')
    .filter((pod) => pod.spec?.nodeName === node && !pod.metadata?.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'));
}

/**
 * Asks for the eviction of all pods of the workloads at the same time and asks no second time: somebody in a hurry who doesn't even look where
 * the pods are. Ends when all is well again.
 */
export async function evictAll(cluster: Cluster, workloads: readonly Workload[]): Promise<LowWater> {
  const lowWater = new LowWater(cluster.state, workloads);
  try {
    const pods = workloads.flatMap((workload) => podsOf(cluster.state, workload));
    const answers = await Promise.all(pods.map((pod) => requestEviction(cluster, pod)));
    for (const answer of answers) if (answer.status !== TOO_MANY_REQUESTS) agreed(answer, 'eviction');
    await until(
      cluster.state,
      'the evicted pods to go',
      () => !pods.some((pod, index) => answers[index]?.status !== TOO_MANY_REQUESTS && isThere(cluster, pod)),
    );
    await settled(cluster, workloads);
    return lowWater;
  } finally {
    lowWater.close();
  }
}

/** Asks once; the answer says whether a budget forbids it. */
export function requestEviction(cluster: Cluster, pod: Pod): Promise<Answer> {
  const { name, namespace } = pod.metadata as { name: string; namespace: string };
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  return cluster.server.call('POST', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, JSON.stringify(eviction));
}

/** By its uid: a StatefulSet's next pod has the same name. */
function isThere(cluster: Cluster, { metadata }: Pod): boolean {
  return cluster.state.get('pods', metadata?.name as string, metadata?.namespace)?.metadata?.uid === metadata?.uid;
}

/** Asks until the budget allows it; asks again only after something has changed. */
async function evict(cluster: Cluster, pod: Pod): Promise<void> {
  const { name, namespace } = pod.metadata as { name: string; namespace: string };
  for (;;) {
    const seen = budgetsSeen(cluster, namespace);
    const answer = await requestEviction(cluster, pod);
    if (answer.status === 404) return;
    if (answer.status !== TOO_MANY_REQUESTS) {
      agreed(answer, `eviction of ${name}`);
      return;
    }
    await until(
      cluster.state,
      `a budget to allow the eviction of ${name}`,
      () => !isThere(cluster, pod) || budgetsSeen(cluster, namespace) !== seen,
      () => `  ${answer.body.message}`,
    );
  }
}

/** Changes whenever a budget of the namespace allows something else than before. */
function budgetsSeen(cluster: Cluster, namespace: string): string {
  return cluster.state
    .all('budgets', namespace)
    .map(({ metadata }) => metadata?.resourceVersion)
    .join();
}

/**
 * Drains all nodes, one after the other, and lets each be used again before the next: an upgrade of the machines in a hurry, that waits for
 * nothing but the budgets.
 */
export async function drainAll(cluster: Cluster, workloads: readonly Workload[]): Promise<LowWater> {
  const lowWater = new LowWater(cluster.state, workloads);
  try {
    for (const node of cluster.machines.keys()) {
      await drain(cluster, node);
      await cordon(cluster, node, false);
    }
    await settled(cluster, workloads);
    return lowWater;
  } finally {
    lowWater.close();
  }
}
