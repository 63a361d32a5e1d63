import { object, version } from '../fields/designs';
import { judge } from '../judged';
import { workload } from '../manifests';
import { first, firstSet, services, statefulSets } from './near-shapes';

test.each(services)('a service is judged as if no other had nearly its shape: $differs', ({ documents }) => {
  expect(answerBeside(first, documents)).toEqual(answerBeside([], documents));
});

test.each(statefulSets)('so is a StatefulSet: $differs', ({ documents }) => {
  expect(answerBeside(firstSet, documents)).toEqual(answerBeside([], documents));
});

test('nor is a service of one pod, whose requests another program changes', () => {
  const targetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const documents = [workload({ replicas: 1 }), object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web', { spec: { targetRef } })];
  expect(answerBeside([], documents).verdict).toBe('unknown');
  expect(answerBeside([workload({ name: 'first', replicas: 1 })], documents)).toEqual(answerBeside([], documents));
});

function answerBeside(others: readonly unknown[], documents: readonly unknown[]) {
  const { services } = judge([...others, ...documents], version('1.36'), { withoutAdvice: true });
  const { verdict, because, events, stuck, unavailability, placements } = services.find(
    (it) => it.service === 'web',
  ) as (typeof services)[number];
  return { verdict, because, events, stuck, unavailability, placements };
}
