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
