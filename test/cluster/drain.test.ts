import { drainAll } from './harness/drain';
import { withApplication } from './harness/fixture';
import { brokenPromise } from './harness/low-water';
import { observe } from './harness/observations';
import { placementFaults } from './harness/placement';
import { subjects } from './harness/subject';
import { promisedInFailure } from './harness/workloads';

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);

  check('keeps its promise while each node is drained one after the other, and no drain gets stuck', async ({ cluster, workloads }) => {
    const lowWater = await observe(
      {
        environment: subject.name,
        event: `drain of ${cluster.machines.size} nodes`,
        predicted: workloads.map((workload) => `${workload.name} ${promisedInFailure(workload)}`).join(', '),
      },
      () => drainAll(cluster, workloads),
      String,
    );
    for (const workload of workloads) {
      expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
      expect(placementFaults(cluster.state, workload)).toEqual([]);
    }
  });
});
