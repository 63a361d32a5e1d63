import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

/** The zone vectors after a failure, of three replicas over three zones. */
function afterFailure(nodeTaintsPolicy: string | undefined) {
  const rule = spread('zone', { nodeTaintsPolicy, matchLabelKeys: ['pod-template-hash'] });
  const web = workload({ annotations: { 'nines.dev/needed': '2' }, pod: { topologySpreadConstraints: [rule] } });
  const [service] = judge([web, budget({ maxUnavailable: 1 })], zones([2, 2, 2]), { withoutAdvice: true }).services;
  return { verdict: service?.verdict, vectors: service?.placements.afterFailure.vectors };
}

test.each([[undefined], ['Ignore']])('with nodeTaintsPolicy %s a lost zone still counts, so its pods wait for it', (policy) => {
  expect(afterFailure(policy)).toEqual({ verdict: 'proved', vectors: [[1, 1, 1]] });
});

test('with nodeTaintsPolicy Honor the pods of a lost zone move, and stay', () => {
  expect(afterFailure('Honor')).toEqual({
    verdict: 'refuted',
    vectors: [
      [1, 1, 1],
      [2, 1, 0],
    ],
  });
});

describe('a StatefulSet waits for a lost node, but a drained one sends its pods elsewhere, and they stay', () => {
  const honoring = (over: 'zone' | 'host', spec: Record<string, unknown> = {}) =>
    workload({
      kind: 'StatefulSet',
      annotations: { 'nines.dev/needed': '2' },
      spec,
      pod: { topologySpreadConstraints: [spread(over, { nodeTaintsPolicy: 'Honor' })] },
    });
  const verdictOf = (nodes: readonly number[], ...values: unknown[]) => {
    const [service] = judge([...values, budget({ maxUnavailable: 1 })], zones(nodes), { withoutAdvice: true }).services;
    return [service?.verdict, service?.because];
  };

  test('in another zone, where its zone has no other node', () => {
    expect(verdictOf([1, 1, 1], honoring('zone'))).toEqual([
      'refuted',
      'lose one node stops it: 2 of 3 replicas may run on it after a failure and its recovery, 2 are needed: no required constraint spreads them over nodes',
    ]);
    expect(verdictOf([2, 2, 2], honoring('zone'))).toEqual(['proved', 'no single event of those required stops it']);
  });

  test('on another node of the zone that holds their volumes', () => {
    const claim = { accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } };
    const zonal = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' }, provisioner: 'ebs.csi.aws.com' };
    const web = honoring('host', { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }] });

    expect(verdictOf([3], { ...zonal, volumeBindingMode: 'WaitForFirstConsumer' }, web)).toEqual([
      'unknown',
      'lose one node stops it: 3 of 3 replicas may run on it after a failure and its recovery, 2 are needed: with nodeTaintsPolicy Honor replacements go wherever the constraint allows, and stay there',
    ]);
  });
});
