import { cluster } from '../fields/designs';
import { judge } from '../judged';
import { budget, spread, workload } from '../manifests';

const surgeOnly = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const apart = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } };
const spreads = [spread('zone'), spread('host')];
const operated = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'main', namespace: 'shop' } };
const none = budget({ maxUnavailable: 0 });

/** As many pods as nodes, none of which takes two. */
const full = (pod: Record<string, unknown> = {}, spec: Record<string, unknown> = {}, annotations: Record<string, string> = {}) => [
  workload({ replicas: 6, annotations, spec: { ...surgeOnly, ...spec }, pod: { affinity, ...pod } }),
  budget({ maxUnavailable: 1 }),
];
const spreadOut = (...others: readonly unknown[]) => [workload({ pod: { topologySpreadConstraints: spreads } }), ...others];

function autoscaler(name: string, minReplicas: number, maxReplicas: number) {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef, minReplicas, maxReplicas },
  };
}

function service(documents: readonly unknown[]) {
  const [found] = judge(documents, cluster, { withoutAdvice: true }).services;
  if (!found) throw new Error('no service');
  return found;
}

function answer(documents: readonly unknown[]) {
  const { verdict, stuck } = service(documents);
  return { verdict, stuck: stuck.map(({ event, certain }) => `${event} ${certain ? 'never ends' : 'may never end'}`) };
}

function owned(object: Record<string, unknown>) {
  const owner = { apiVersion: 'shop.example/v1', kind: 'Shop', name: 'shop', uid: '0b1c' };
  return { ...object, metadata: { name: 'web', namespace: 'shop', ownerReferences: [owner] } };
}

test('a rollout or a drain that never ends by what is read refutes', () => {
  expect(answer(full())).toEqual({ verdict: 'refuted', stuck: ['rolling update never ends'] });
  expect(answer(spreadOut(none))).toEqual({ verdict: 'refuted', stuck: ['drain never ends'] });
  expect(answer([...spreadOut(budget({ minAvailable: 3 })), autoscaler('one', 3, 3)])).toMatchObject({ verdict: 'refuted' });
});

test.each([
  ['another scheduler, which may put two on a node', full({ schedulerName: 'other' }), 'rolling update'],
  ['nodeName, which no rule of the scheduler is asked about', full({ nodeName: 'node-1' }), 'rolling update'],
  ['paused, so that none begins', full({}, { paused: true }), 'rolling update'],
  ['updates of its requests', full({}, {}, { 'goldilocks.fairwinds.com/vpa-update-mode': 'auto' }), 'rolling update'],
  ['an owner that deletes the budget', spreadOut(owned(none)), 'drain'],
  ['a budget of an apiVersion that is not served', spreadOut({ ...none, apiVersion: 'policy/v1beta1' }), 'drain'],
  [
    'a second autoscaler, with which the budget allows two evictions',
    spreadOut(budget({ minAvailable: 3 }), autoscaler('one', 3, 3), autoscaler('two', 5, 6)),
    'drain',
  ],
] as const)('beside what is not modelled it may end after all: %s', (_, documents, event) => {
  expect(answer(documents)).toEqual({ verdict: 'unknown', stuck: [`${event} may never end`] });
});

test('what only takes room from it refutes no less, also beside a single point of failure', () => {
  expect(answer(spreadOut(none, operated))).toEqual({ verdict: 'refuted', stuck: ['drain never ends'] });
  // Without a spread all pods may stand on one node.
  const { singlePointsOfFailure, verdict, because } = service([workload(), none, operated]);
  expect(singlePointsOfFailure).not.toEqual([]);
  expect({ verdict, because }).toEqual({ verdict: 'refuted', because: 'drain never ends: budget shop/web allows 0 evictions' });
});
