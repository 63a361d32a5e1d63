import type { PodsOnNodes } from '../../../../src/availability';
import type { Cluster } from '../../harness/cluster';
import { apply } from '../../harness/deploy';
import { agreed } from '../../harness/server';
import { until } from '../../harness/until';
import { cannotBePlaced, isComplete, isReady, podsOf, replicasOf, type Workload } from '../../harness/workloads';
import type { Specification } from '../random/specification';
import { NAMESPACE } from '../random/workload';

/** How long nothing may change before it counts as rest, in seconds: longer than the scheduler's longest pause before it tries a pod again. */
export const QUIET = 13;

/** Applies a specification to a cluster that has nothing else on it. */
export async function deploy(cluster: Cluster, { manifests }: Specification): Promise<readonly Workload[]> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  // The companion first: what refers to it finds it. Claims and classes before those who use them.
  const { workloads } = await apply(cluster, [namespace, ...[...manifests].reverse()]);
  return [...workloads].reverse();
}

/** Takes everything of a specification away and waits until no trace is left that the scheduler would see. */
export async function remove(cluster: Cluster, { manifests }: Specification): Promise<void> {
  for (const manifest of manifests) {
    if (manifest.kind === 'StorageClass') continue;
    const answer = await cluster.server.delete(manifest);
    if (answer.status !== 404) agreed(answer, `deletion of ${manifest.metadata.name}`);
  }
  const kinds = ['pods', 'replicaSets', 'deployments', 'statefulSets', 'claims', 'budgets'] as const;
  await until(cluster.state, 'the specification to be gone', () => kinds.every((kind) => cluster.state.all(kind, NAMESPACE).length === 0));
}

/**
 * Waits until nothing more will happen by itself, and says whether every pod is ready. Where some wait for a node, that has to stay so for a
 * while: the scheduler looks at them again only after a pause.
 *
 * @param asExpected cuts the wait short: nothing more can be learned from waiting
 */
export async function rest(
  cluster: Cluster,
  workload: Workload,
  asExpected: (pods: PodsOnNodes) => boolean = () => false,
): Promise<boolean> {
  for (;;) {
    await until(
      cluster.state,
      `${workload.name} to come to rest`,
      () => isComplete(cluster.state, workload) || isWaiting(cluster, workload),
    );
    if (isComplete(cluster.state, workload)) return true;
    const before = fingerprint(cluster, workload);
    const patience = asExpected(podsOnNodes(cluster, workload)) ? 2 : QUIET;
    const quiet = await staysFor(cluster, patience, () => fingerprint(cluster, workload) === before);
    // Asked again: news of a claim may come later than news of its pod.
    if (quiet && isWaiting(cluster, workload)) return false;
  }
}

/** How many pods stand on each node, those on their way out left out. */
export function podsOnNodes(cluster: Cluster, workload: Workload): PodsOnNodes {
  const pods = podsOf(cluster.state, workload).filter(({ metadata }) => !metadata?.deletionTimestamp);
  return cluster.topology.zones.flatMap((zone) =>
    zone.pools.map((pool) =>
      Array.from(
        { length: pool.count },
        (_, index) => pods.filter(({ spec }) => spec?.nodeName === `${zone.name}-${pool.name}-${index}`).length,
      ),
    ),
  );
}

/** Whether some pods wait for a node and all others are ready. */
function isWaiting(cluster: Cluster, workload: Workload): boolean {
  const pods = podsOf(cluster.state, workload);
  // The control plane looks at a claim that it could not bind again only after 15 s.
  if (
    cluster.state.all('claims', NAMESPACE).some(({ spec, status }) => spec?.storageClassName === 'immediate' && status?.phase !== 'Bound')
  )
    return false;
  if (!pods.some(cannotBePlaced) || !pods.every((pod) => isReady(pod) || isLeftWaiting(pod))) return false;
  return workload.kind === 'StatefulSet' || pods.length >= replicasOf(cluster.state, workload);
}

function isLeftWaiting(pod: Parameters<typeof cannotBePlaced>[0]): boolean {
  return cannotBePlaced(pod) && !pod.metadata?.deletionTimestamp;
}

function fingerprint(cluster: Cluster, workload: Workload): string {
  const pods = podsOf(cluster.state, workload).map((pod) => `${pod.metadata?.uid} ${pod.spec?.nodeName} ${isReady(pod)}`);
  return pods.sort().join();
}

/** Whether something stays true for so many seconds. */
export async function staysFor(cluster: Cluster, seconds: number, question: () => boolean): Promise<boolean> {
  const changed = until(cluster.state, 'a change', () => !question(), undefined, seconds);
  return changed.then(
    () => false,
    (error: Error) => {
      cluster.state.check();
      if (!error.message.startsWith('waited')) throw error;
      return true;
    },
  );
}
