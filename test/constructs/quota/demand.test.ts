import { demandsOf, sumOf } from '../../../src/constructs/quota/demand';
import { indexOf } from '../../../src/manifests/object-index';

function container(cpu: string, memory: string, more: object = {}) {
  return { resources: { requests: { cpu, memory }, limits: { memory } }, ...more };
}

const apiVersions: Readonly<Record<string, string>> = { Job: 'batch/v1', CronJob: 'batch/v1', HorizontalPodAutoscaler: 'autoscaling/v2' };
const template = { spec: { containers: [container('100m', '64Mi')] } };
const workload = (kind: string, spec: object) => ({ apiVersion: apiVersions[kind] ?? 'apps/v1', kind, metadata: { name: 'x' }, spec });

const demands = (...objects: object[]) => demandsOf(indexOf(objects.map((value) => ({ value }))), 6);

function pods(...objects: object[]) {
  const [demand] = demands(...objects);
  return [demand?.surging, demand?.replaced];
}

test('how many pods of each kind there can be: at most, and while they are replaced', () => {
  expect(pods(workload('Deployment', { replicas: 3, strategy: { rollingUpdate: { maxSurge: 2 } }, template }))).toEqual([5, 8]);
  expect(pods(workload('StatefulSet', { replicas: 3, template }))).toEqual([3, 3]);
  expect(pods(workload('DaemonSet', { template }))).toEqual([6, 6]);
  expect(pods(workload('Job', { parallelism: 2, template }))).toEqual([2, 4]);
  expect(pods(workload('CronJob', { jobTemplate: { spec: { template } } }))).toEqual([1, 2]);
});

test('a surge in percent is that of the most pods, rounded up as a Deployment’s controller does', () => {
  const deployment = (strategy: object, replicas = 3) => workload('Deployment', { replicas, strategy, template });
  expect(pods(deployment({ rollingUpdate: { maxSurge: '25%' } }))).toEqual([4, 7]);
  expect(pods(deployment({ rollingUpdate: { maxSurge: '50%' } }, 8))).toEqual([12, 20]);
  expect(pods(deployment({}, 8))).toEqual([10, 18]);
  expect(pods(deployment({ type: 'Recreate' }, 8))).toEqual([8, 16]);
});

test('an autoscaler’s maximum counts for its own target alone', () => {
  const autoscaler = (name: string) =>
    workload('HorizontalPodAutoscaler', { maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } });
  const deployment = workload('Deployment', { replicas: 2, strategy: { rollingUpdate: { maxSurge: 0 } }, template });
  expect(pods(deployment, autoscaler('x'))).toEqual([9, 18]);
  expect(pods(deployment, autoscaler('y'))).toEqual([2, 4]);
});

test('what runs no pods asks for nothing', () => {
  expect(demands(workload('HorizontalPodAutoscaler', { maxReplicas: 9 }))).toEqual([]);
});

test('a pod asks for its containers together, or for its largest init container', () => {
  const containers = [container('100m', '64Mi'), container('200m', '64Mi')];
  const initContainers = [container('250m', '512Mi'), { resources: {} }];
  const [demand] = demands(workload('StatefulSet', { template: { spec: { containers, initContainers } } }));
  expect(demand).toMatchObject({ requests: { cpu: 300, memory: 512 * 2 ** 20 }, limits: { cpu: 0, memory: 512 * 2 ** 20 } });
});

test('a native sidecar runs beside the containers', () => {
  const initContainers = [container('100m', '64Mi', { restartPolicy: 'Always' })];
  const [demand] = demands(workload('StatefulSet', { template: { spec: { containers: [container('300m', '64Mi')], initContainers } } }));
  expect(demand).toMatchObject({ requests: { cpu: 400, memory: 128 * 2 ** 20 }, limits: { memory: 128 * 2 ** 20 } });
});

test('a sum counts each workload’s pods', () => {
  const amounts = { requests: { cpu: 100, memory: 10 }, limits: { cpu: 0, memory: 20 } };
  const all = [
    { ...amounts, surging: 2, replaced: 3 },
    { ...amounts, surging: 1, replaced: 1 },
  ];
  expect(sumOf(all, 'requests', 'surging')).toEqual({ cpu: 300, memory: 30 });
  expect(sumOf(all, 'limits', 'replaced')).toEqual({ cpu: 0, memory: 80 });
});
