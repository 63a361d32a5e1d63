import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const rolling = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const stuck = (documents: readonly unknown[], nodes: readonly number[]) =>
  judge(documents, zones(nodes), { withoutAdvice: true }).services.flatMap((service) =>
    service.stuck.map(({ event, certain, because }) => ({ event, certain, because })),
  );

test('a budget that allows nothing stops every drain', () => {
  for (const spec of [
    { maxUnavailable: 0 },
    { maxUnavailable: '0%' },
    { minAvailable: 3 },
    { minAvailable: '100%' },
    { minAvailable: '70%' },
  ])
    expect(stuck([workload(), budget(spec)], [2, 2])).toEqual([
      { event: 'drain', certain: true, because: 'budget shop/web allows 0 evictions' },
    ]);
});

test('a percentage of a budget rounds up', () => {
  expect(stuck([workload({ pod: { topologySpreadConstraints: [spread('host')] } }), budget({ maxUnavailable: '1%' })], [4, 4])).toEqual([]);
  expect(stuck([workload({ pod: { topologySpreadConstraints: [spread('host')] } }), budget({ minAvailable: '60%' })], [4, 4])).toEqual([]);
});

test('two budgets over one pod stop every drain', () => {
  const other = { ...budget({ maxUnavailable: 1 }), metadata: { name: 'other', namespace: 'shop' } };
  expect(stuck([workload(), budget({ maxUnavailable: 1 }), other], [2, 2])).toEqual([
    {
      event: 'drain',
      certain: true,
      because: 'budgets shop/web and shop/other both select its pods, and the eviction API then refuses every eviction',
    },
  ]);
});

test('evicted pods that find no other node hold the drain up', () => {
  expect(stuck([workload(), budget({ maxUnavailable: 1 })], [1])).toMatchObject([{ event: 'drain', certain: true }]);
});

test('a rollout that may take nothing away needs room for one more', () => {
  const labelSelector = { matchLabels: { app: 'web' } };
  const required = [{ topologyKey: 'kubernetes.io/hostname', labelSelector }];
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
  expect(stuck([workload({ spec: rolling, pod })], [3])).toMatchObject([{ event: 'rolling update', certain: true }]);
  expect(stuck([workload({ spec: rolling, pod })], [4])).toEqual([]);
});

test('more replicas than nodes, each kept to a node of its own, never finish a rollout that may take nothing away', () => {
  const required = [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } }];
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
  const four = workload({ replicas: 4, spec: rolling, pod });
  const because = 'maxUnavailable is 0 and the pod that a rolling update adds finds no node: the rules allow 3 pods and no more';
  const waiting = {
    event: 'placement',
    certain: false,
    because: '1 pod of 4 may wait for a node indefinitely: its constraints and the nodes may allow no more',
  };
  expect(stuck([four], [3])).toEqual([{ event: 'rolling update', certain: true, because }, waiting]);
  expect(stuck([four], [4])).toMatchObject([{ event: 'rolling update', certain: true }]);
  expect(stuck([four], [5])).toEqual([]);
  // The pod that waits is the one that may be unavailable.
  const one = workload({ replicas: 4, pod, spec: { strategy: { rollingUpdate: { maxUnavailable: 1 } } } });
  expect(stuck([one], [3])).toMatchObject([{ event: 'rolling update', certain: true }, waiting]);
  expect(stuck([one], [4])).toEqual([]);
});

test('a soft dependency degrades a service and does not stop it', () => {
  const web = workload({
    replicas: 2,
    annotations: { 'nines.dev/depends-on': 'soft Deployment/cache' },
    pod: { topologySpreadConstraints: [spread('host'), spread('zone')] },
  });
  const answer = judge([web, budget({ maxUnavailable: 1 }), workload({ name: 'cache', replicas: 1 })], zones([2, 2]));
  expect(answer.services[0]).toMatchObject({ softDependencies: ['Deployment/shop/cache'] });
  expect(answer.services[0]?.singlePointsOfFailure.some((it) => it.because.includes('cache'))).toBe(false);
});

test('a required spread over a label that no node has leaves every pod waiting', () => {
  const topology = zones([3]);
  const unlabelled = { ...topology, zones: topology.zones.map((zone) => ({ ...zone, label: false })) };
  const answer = judge([workload({ pod: { topologySpreadConstraints: [spread('zone')] } })], unlabelled);
  expect(answer.services[0]).toMatchObject({ verdict: 'refuted', unavailability: { lower: 1, upper: 1 } });
});
