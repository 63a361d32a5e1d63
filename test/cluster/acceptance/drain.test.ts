import { drainAll, evictAll } from '../harness/drain';
import { type Given, withApplication } from '../harness/fixture';
import { brokenPromise } from '../harness/low-water';
import { observe } from '../harness/observations';
import { placementFaults } from '../harness/placement';
import { brokenPrediction, Prediction } from '../harness/prediction';
import { promisedInFailure } from '../harness/workloads';
import { subjects } from './subjects';

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
  // Nobody waits for anything but the budgets, which is what the model calls a pool upgrade.
  const prediction = new Prediction(subject, ['drain one node', 'pool upgrade']);
  const about = { environment: subject.name, event, predicted: prediction.describe(workloads) };
  const lowWater = await observe(about, () => disrupt(cluster, workloads), String);
  for (const workload of workloads) {
    expect(brokenPrediction(lowWater, workload, prediction)).toBeUndefined();
    expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
    expect(placementFaults(cluster.state, workload)).toEqual([]);
  }
}
