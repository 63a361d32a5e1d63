import { demandOf, sumOf, type Workload } from '../../../src/constructs/quota/demand';

function container(cpu: string, memory: string, limit = memory) {
  return { resources: { requests: { cpu, memory }, limits: { memory: limit } } };
}
const template = { spec: { containers: [container('100m', '64Mi')] } };
const workload = (kind: string, spec: Workload['spec']): Workload => ({ kind, metadata: { name: 'x' }, spec });

function pods(manifest: Workload, others: Workload[] = []) {
  const { surging, replaced } = demandOf(manifest, [manifest, ...others], 6) ?? {};
  return [surging, replaced];
}

test('how many pods of each kind there can be: at most, and while they are replaced', () => {
  expect(pods(workload('Deployment', { replicas: 3, strategy: { rollingUpdate: { maxSurge: 2 } }, template }))).toEqual([5, 8]);
  expect(pods(workload('Deployment', { template }))).toEqual([1, 2]);
  expect(pods(workload('StatefulSet', { replicas: 3, template }))).toEqual([3, 3]);
  expect(pods(workload('DaemonSet', { template }))).toEqual([6, 6]);
  expect(pods(workload('Job', { parallelism: 2, template }))).toEqual([2, 4]);
  expect(pods(workload('CronJob', { jobTemplate: { spec: { template } } }))).toEqual([1, 2]);
});

test('an autoscaler’s maximum counts for its own target alone', () => {
  const autoscaler = (name: string) =>
    workload('HorizontalPodAutoscaler', { maxReplicas: 9, scaleTargetRef: { kind: 'Deployment', name } });
  const deployment = workload('Deployment', { replicas: 2, template });
  expect(pods(deployment, [autoscaler('x')])).toEqual([9, 18]);
  expect(pods(deployment, [autoscaler('y')])).toEqual([2, 4]);
});

test('what runs no pods asks for nothing', () => {
  expect(demandOf(workload('HorizontalPodAutoscaler', { maxReplicas: 9 }), [], 6)).toBeUndefined();
});

test('a pod asks for its containers together, or for its largest init container', () => {
  const both = [container('100m', '64Mi', '128Mi'), container('200m', '64Mi')];
  const initContainers = [container('250m', '512Mi'), { resources: {} }];
  const demand = demandOf(workload('StatefulSet', { template: { spec: { containers: both, initContainers } } }), [], 6);
  expect(demand?.pod.cpu).toBeCloseTo(0.3);
  expect(demand?.pod).toMatchObject({ memory: 512 * 2 ** 20, memoryLimit: 512 * 2 ** 20 });
});

test('a sum counts each workload’s pods', () => {
  const pod = { cpu: 0.1, memory: 10, memoryLimit: 20 };
  const demands = [
    { pod, surging: 2, replaced: 3 },
    { pod, surging: 1, replaced: 1 },
  ];
  expect(sumOf(demands, ({ surging }) => surging)).toMatchObject({ memory: 30, memoryLimit: 60 });
  expect(sumOf(demands, ({ replaced }) => replaced)).toMatchObject({ memory: 40, memoryLimit: 80 });
});
