import { judge } from '../judged';
import { budget, workload } from '../manifests';
import { cluster, object, service, statefulService, storageClass } from './designs';

/** What is said of each service. */
function answers(documents: readonly unknown[]) {
  return judge(documents, cluster, { withoutAdvice: true }).services.map(({ verdict, because }) => `${verdict}: ${because}`);
}

const proved = ['proved: no single event of those required stops it'];
const quota = (hard: Record<string, string>, more: Record<string, unknown> = {}) =>
  object('v1', 'ResourceQuota', 'shop', { spec: { hard, ...more } });
const taken = (told: string) =>
  `rolling update never ends: the pod that a rolling update adds is never created: ResourceQuota 'shop/shop' allows ${told}, the pods at rest take it up, and maxUnavailable is 0`;

test('a quota that blocks the pod that a rollout adds refutes', () => {
  expect(answers([...service(), quota({ pods: '3' })])).toEqual([`refuted: ${taken('3 of pods')}`]);
  expect(answers([...service(), quota({ 'count/pods': '3' })])).toEqual([`refuted: ${taken('3 of count/pods')}`]);
  expect(answers([...service(), quota({ pods: '4' })])).toEqual(proved);
});

test('a rollout that takes a pod away first needs no more', () => {
  const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
  expect(answers([...service({}, { strategy }), quota({ pods: '3' })])).toEqual(proved);
  expect(answers([...statefulService(), quota({ pods: '3' })])).toEqual(proved);
});

test.each([
  ['cpu', 'requests', 'cpu', '1', '3', '4'],
  ['requests.memory', 'requests', 'memory', '1Gi', '3Gi', '4Gi'],
  ['limits.cpu', 'limits', 'cpu', '1', '3', '4'],
  ['limits.memory', 'limits', 'memory', '1Gi', '3Gi', '4Gi'],
  ['requests.ephemeral-storage', 'requests', 'ephemeral-storage', '1Gi', '3Gi', '4Gi'],
])('a quota of %s counts what pods ask for', (name, list, resource, each, tight, roomy) => {
  const documents = service({}, {}, { resources: { [list]: { [resource]: each } } });
  expect(answers([...documents, quota({ [name]: tight })])).toEqual([`refuted: ${taken(`${tight} of ${name}`)}`]);
  expect(answers([...documents, quota({ [name]: roomy })])).toEqual(proved);
});

test('a quota that is too small for the pods at rest refutes', () => {
  expect(answers([...service(), quota({ pods: '2' })])).toEqual([
    "refuted: some of its 3 pods are never created: ResourceQuota 'shop/shop' allows 2 of pods",
  ]);
});

test('a StatefulSet in order, one of whose pods waits, leaves a part of the quota', () => {
  const data = (podManagementPolicy: string) =>
    workload({ name: 'data', kind: 'StatefulSet', replicas: 2, annotations: { 'nines.dev/needed': '1' }, spec: { podManagementPolicy } });
  const beside = (policy: string) => answers([...service(), data(policy), budget({ maxUnavailable: 1 }, 'data'), quota({ pods: '5' })])[0];
  expect(beside('Parallel')).toBe(`refuted: ${taken('5 of pods')}`);
  expect(beside('OrderedReady')).toBe(`unknown: ${taken('5 of pods').replace('never ends', 'may never end')}`);
});

test('where several workloads take more than a quota, which of them goes short is not known', () => {
  const api = [workload({ name: 'api', replicas: 2 }), budget({ maxUnavailable: 1 }, 'api')];
  const short =
    "some of its pods may never be created: ResourceQuota 'shop/shop' allows 4 of pods, and all pods of the namespace take more";
  expect(answers([...service(), ...api, quota({ pods: '4' })])[0]).toBe(`unknown: ${short}`);
  expect(answers([...service(), ...api, quota({ pods: '5' })])[0]).toBe(`refuted: ${taken('5 of pods')}`);
  expect(answers([...service(), ...api, quota({ pods: '6' })])[0]).toBe(
    "unknown: pods that other workloads add in rolling updates and pool upgrades may take the place of its own: ResourceQuota 'shop/shop' allows 6 of pods",
  );
  expect(answers([...service(), ...api, quota({ pods: '7' })])[0]).toBe(proved[0]);
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'load', namespace: 'shop' },
    spec: { parallelism: 2, template: {} },
  };
  expect(answers([...service(), job, quota({ pods: '4' })])[0]).toBe(`unknown: ${short}`);
});

test('an autoscaler may take what a quota leaves', () => {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const behavior = { scaleDown: { selectPolicy: 'Disabled' } };
  const growing = (maxReplicas: number) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef, minReplicas: 3, maxReplicas, behavior } });
  expect(answers([...service(), growing(5), quota({ pods: '4' })])).toEqual([
    "unknown: pods that autoscalers ask for may take the place of its own: ResourceQuota 'shop/shop' allows 4 of pods",
  ]);
  expect(answers([...service(), growing(5), quota({ pods: '5' })])[0]).toMatch(
    /^unknown: rolling update may never end: the pod that a rolling update adds/,
  );
  expect(answers([...service(), growing(5), quota({ pods: '6' })])).toEqual(proved);
});

test.each(['cpu', 'requests.cpu', 'memory', 'requests.memory', 'limits.cpu', 'limits.memory'])(
  'pods that omit what a quota of %s counts are refused',
  (name) => {
    expect(answers([...service(), quota({ [name]: '64Gi' })])).toEqual([
      `refuted: its pods are never created: ResourceQuota 'shop/shop' counts ${name}, and container main states none`,
    ]);
  },
);

test('a LimitRange states what a container omits', () => {
  const limits = [{ type: 'Container', default: { cpu: '100m' } }];
  const range = object('v1', 'LimitRange', 'sizes', { spec: { limits } });
  expect(answers([...service(), quota({ 'limits.cpu': '10' }), range])).toEqual(proved);
});

test('the resources of the pod as a whole stand for those of its containers', () => {
  const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  expect(answers([...service({ resources }), quota({ 'requests.cpu': '10' })])).toEqual(proved);
});

test('a quota of claims counts those of a StatefulSet', () => {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } } };
  const set = [...statefulService({}, { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] }), storageClass('disk')];
  const short = (told: string) => [`refuted: some of its 3 pods are never created: ResourceQuota 'shop/shop' allows ${told}`];
  expect(answers([...set, quota({ persistentvolumeclaims: '2' })])).toEqual(short('2 of persistentvolumeclaims'));
  expect(answers([...set, quota({ 'requests.storage': '20Gi' })])).toEqual(short('20Gi of requests.storage'));
  const ofClass = 'disk.storageclass.storage.k8s.io/requests.storage';
  expect(answers([...set, quota({ [ofClass]: '20Gi' })])).toEqual(short(`20Gi of ${ofClass}`));
  const roomy = { persistentvolumeclaims: '3', 'requests.storage': '30Gi', 'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '0' };
  expect(answers([...set, quota(roomy)])).toEqual(proved);
});

test('a quota of objects that pods can do without says nothing', () => {
  expect(answers([...service(), quota({ services: '0', 'services.nodeports': '0', 'count/jobs.batch': '0' })])).toEqual(proved);
});

test('a quota of workloads refuses those that are too many', () => {
  const told = (most: number, there: number) =>
    `created: ResourceQuota 'shop/shop' allows ${most} of count/deployments.apps, and there are ${there}`;
  const api = [workload({ name: 'api', replicas: 2 }), budget({ maxUnavailable: 1 }, 'api')];
  expect(answers([...service(), quota({ 'count/deployments.apps': '0' })])).toEqual([`refuted: it is never ${told(0, 1)}`]);
  expect(answers([...service(), ...api, quota({ 'count/deployments.apps': '1' })])[0]).toBe(`unknown: it may never be ${told(1, 2)}`);
  expect(answers([...service(), ...api, quota({ 'count/deployments.apps': '2', 'count/statefulsets.apps': '0' })])[0]).toBe(proved[0]);
});

test('what else a quota counts is not modelled', () => {
  const unknown = (field: string) => [`unknown: field ${field} of ResourceQuota/shop/shop is not modelled`];
  expect(answers([...service(), quota({ 'count/replicasets.apps': '2' })])).toEqual(unknown('spec.hard[count/replicasets.apps]'));
  expect(answers([...service(), quota({ pods: 'many' })])).toEqual(unknown('spec.hard[pods]'));
  expect(answers([...service(), quota({ pods: '9' }, { scopes: ['BestEffort'] })])).toEqual(unknown('spec.scopes'));
  const elsewhere = { ...quota({ pods: '1' }), metadata: { name: 'shop', namespace: 'other' } };
  expect(answers([...service(), elsewhere])).toEqual(proved);
});

test('a quota without room for a replacement delays it, so that a pod may be away until its node is back', () => {
  const figures = (pods: string) => {
    const web = service({}, { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
    const quota = object('v1', 'ResourceQuota', 'q', { spec: { hard: { pods } } });
    return judge([...web, quota], cluster, { withoutAdvice: true }).services[0]?.unavailability;
  };
  const [full, roomy] = [figures('3'), figures('4')];
  expect(full?.lower).toBe(roomy?.lower);
  expect(full?.upper).toBeGreaterThan(roomy?.upper ?? 1);
});
