import type { Cluster } from './cluster';
import { LowWater } from './low-water';
import { placementFaults } from './placement';
import { agreed } from './server';
import { until } from './until';
import { isComplete, type Workload } from './workloads';

/** Tells the pods of one release from those of another. */
export const RELEASE = 'nines.dev/release';

let releases = 0;

/** Begins a rollout the way that `kubectl rollout restart` does, by a new annotation of the pods. Returns its value. */
export async function release(cluster: Cluster, workload: Workload): Promise<string> {
  const name = String(++releases);
  const annotations = { [RELEASE]: name };
  const patch = { spec: { template: { metadata: { annotations } } } };
  const { body } = agreed(await cluster.server.merge(workload.manifest, patch), `release of ${workload.name}`);
  const { generation } = body['metadata'] as { generation: number };
  await until(cluster.state, `the release of ${workload.name} to be seen`, () => generationOf(cluster, workload) >= generation);
  return name;
}

/** Rolls the workload out and waits until every pod is new and ready. */
async function rollOut(cluster: Cluster, workload: Workload): Promise<void> {
  await release(cluster, workload);
  await until(cluster.state, `the rollout of ${workload.name}`, () => isComplete(cluster.state, workload));
}

function generationOf(cluster: Cluster, { kind, name, namespace }: Workload): number {
  const live = cluster.state.get(kind === 'Deployment' ? 'deployments' : 'statefulSets', name, namespace);
  return live?.metadata?.generation ?? 0;
}

/** What a row of rollouts did to a workload. */
export interface Rollouts {
  /** The fewest pods that were ready at any moment. */
  readonly fewest: number;
  /** What was wrong with the placement after each of them. */
  readonly faults: readonly string[];
}

/** Rolls the workload out so many times in a row. */
export async function rollOutRepeatedly(cluster: Cluster, workload: Workload, times: number): Promise<Rollouts> {
  const lowWater = new LowWater(cluster.state, [workload]);
  const faults: string[] = [];
  try {
    for (let round = 1; round <= times; round++) {
      await rollOut(cluster, workload);
      faults.push(...placementFaults(cluster.state, workload).map((fault) => `after rollout ${round}: ${fault}`));
    }
    return { fewest: lowWater.of(workload), faults };
  } finally {
    lowWater.close();
  }
}
