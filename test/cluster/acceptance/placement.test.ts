import { claimsOf, zoneOfClaim, zoneOfPod } from '../harness/claims';
import { withApplication } from '../harness/fixture';
import { observe } from '../harness/observations';
import { describePlacement, placementFaults } from '../harness/placement';
import { podsOf } from '../harness/workloads';
import { subjects } from './subjects';

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);

  check('spreads its replicas over nodes and zones as promised', async ({ cluster, workloads }) => {
    for (const workload of workloads) {
      await observe(
        { environment: subject.name, event: `placement of ${workload.name}`, predicted: 'no single point of failure' },
        async () => placementFaults(cluster.state, workload),
        (faults) => faults.join('; ') || describePlacement(cluster.state, workload),
      ).then((faults) => expect(faults).toEqual([]));
    }
  });

  check('has each claim bound to a volume in its pod’s zone', async ({ cluster, workloads }) => {
    const pods = workloads.flatMap((workload) => podsOf(cluster.state, workload));
    for (const pod of pods) {
      for (const claim of claimsOf(cluster.state, pod)) {
        expect(claim.status?.phase).toBe('Bound');
        expect(zoneOfClaim(cluster.state, claim)).toBe(zoneOfPod(cluster.state, pod));
      }
    }
    expect(cluster.state.all('claims')).not.toHaveLength(0);
  });
});
