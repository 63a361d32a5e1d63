import { object, version } from '../fields/designs';
import { judge } from '../judged';
import { budget, workload, zones } from '../manifests';
import { first, firstSet, renamed, services, statefulSets } from './near-shapes';

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

const apart = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } };
const autoscaled = (maxUnavailable: number | string, budgeted: number | string, pod: Record<string, unknown>) => [
  workload({ spec: { replicas: undefined, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable } } }, pod }),
  budget({ maxUnavailable: budgeted }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 4 },
  }),
];

test.each([
  ['budget', [2], autoscaled(1, '33%', {}), autoscaled(1, 1, {})],
  ['strategy', [3], autoscaled('50%', 1, { affinity }), autoscaled(1, 1, { affinity })],
] as const)('nor is an autoscaled service whose %s allows as much of the fewest pods, and more of many', (_, nodes, some, others) => {
  const topology = zones([...nodes], {}, 2);
  // What two leave each other no room for is another thing.
  const scaled = (beside: readonly unknown[], documents: readonly unknown[]) =>
    answerBeside(beside, documents, topology).stuck.filter(({ because }) => because.startsWith('while its autoscaler'));
  const [one, another] = [scaled([], some), scaled([], others)];
  expect(one).not.toEqual(another);
  expect(scaled(renamed(others, 'first'), some)).toEqual(one);
  expect(scaled(renamed(some, 'first'), others)).toEqual(another);
});

function answerBeside(others: readonly unknown[], documents: readonly unknown[], topology = version('1.36')) {
  const { services } = judge([...others, ...documents], topology, { withoutAdvice: true });
  const { verdict, because, events, stuck, unavailability, placements } = services.find(
    (it) => it.service === 'web',
  ) as (typeof services)[number];
  return { verdict, because, events, stuck, unavailability, placements };
}
