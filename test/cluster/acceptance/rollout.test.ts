import { withApplication } from '../harness/fixture';
import { observe } from '../harness/observations';
import { Prediction } from '../harness/prediction';
import { rollOutRepeatedly } from '../harness/rollout';
import { promisedInRollout, workloadsOf } from '../harness/workloads';
import { subjects } from './subjects';

const TIMES = 10;

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);
  const prediction = new Prediction(subject, ['rolling update']);

  for (const workload of workloadsOf(subject.manifests)) {
    const promised = promisedInRollout(workload);
    const predicted = prediction.of(workload);

    check(`keeps ${promised} pods of ${workload.name} ready, and their spread, through ${TIMES} rollouts in a row`, async ({ cluster }) => {
      const { fewest, faults } = await observe(
        { environment: subject.name, event: `${TIMES} rollouts of ${workload.name}`, predicted: `${predicted} ready, spread kept` },
        () => rollOutRepeatedly(cluster, workload, TIMES),
        (seen) => `${seen.fewest} ready, ${seen.faults.length === 0 ? 'spread kept' : `${seen.faults.length} faults`}`,
      );
      expect(faults).toEqual([]);
      expect(fewest).toBeGreaterThanOrEqual(predicted);
      expect(fewest).toBeGreaterThanOrEqual(promised);
    });
  }
});
