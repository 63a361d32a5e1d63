import { drainAll, evictAll } from './harness/drain';
import { type Given, withApplication } from './harness/fixture';
import { brokenPromise } from './harness/low-water';
import { observe } from './harness/observations';
import { placementFaults } from './harness/placement';
import { subjects } from './harness/subject';
import { promisedInFailure } from './harness/workloads';

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);

  check('keeps its promise while each node is drained one after the other, and no drain gets stuck', async (given) => {
    await keepsPromise(given, `drain of ${given.cluster.machines.size} nodes`, drainAll);
  });

  check('keeps its promise when the eviction of all pods is asked for at once', async (given) => {
    await keepsPromise(given, 'eviction of all pods', evictAll);
  });
});

async function keepsPromise({ cluster, subject, workloads }: Given, event: string, disrupt: typeof drainAll): Promise<void> {
  const predicted = workloads.map((workload) => `${workload.name} ${promisedInFailure(workload)}`).join(', ');
  const lowWater = await observe({ environment: subject.name, event, predicted }, () => disrupt(cluster, workloads), String);
  for (const workload of workloads) {
    expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
    expect(placementFaults(cluster.state, workload)).toEqual([]);
  }
}
