import { nodes, service, told, verdicts } from './cluster';

const pod = (cpu: string) => ({ containers: [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu } } }] });
const template = (cpu: string) => ({ metadata: { labels: { app: 'batch' } }, spec: { restartPolicy: 'Never', ...pod(cpu) } });
const metadata = { name: 'batch', namespace: 'shop' };
const job = (parallelism: number) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { parallelism, template: template('1') } });
const cronJob = (schedule: string, spec: object, deadline?: number) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata,
  spec: {
    schedule,
    ...spec,
    jobTemplate: { spec: { template: template('1'), ...(deadline === undefined ? {} : { activeDeadlineSeconds: deadline }) } },
  },
});
const beside = (object: unknown, count = 6) => verdicts([object, ...service('web', { requests: { cpu: '1' } })], nodes(count))['web'];

test('Jobs take room, as many pods as run at a time', () => {
  expect(beside(job(1))).toBe('proved');
  expect(beside(job(6))).toBe('unknown');
  expect(told([job(6), ...service('web', { requests: { cpu: '1' } })], nodes(6))['web']).toBe(
    'its pods may wait for a node forever: batch may leave less than its 1000m of cpu on all 6 nodes; request 620m of cpu or less, or add 4 nodes',
  );
});

test('a CronJob whose runs may overlap has no bound without a deadline', () => {
  expect(beside(cronJob('0 * * * *', { concurrencyPolicy: 'Forbid' }))).toBe('proved');
  expect(beside(cronJob('0 * * * *', {}))).toBe('unknown');
  expect(beside(cronJob('0 * * * *', {}, 60))).toBe('proved');
  expect(beside(cronJob('* * * * *', {}, 600))).toBe('unknown');
  expect(beside(cronJob('*/5 * * * *', {}, 270))).toBe('proved');
  expect(beside(cronJob('* * * * *', { suspend: true }))).toBe('proved');
});

test('bare Pods and ReplicaSets take room', () => {
  expect(beside({ apiVersion: 'v1', kind: 'Pod', metadata, spec: pod('1') })).toBe('proved');
  const set = (replicas: number) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata,
    spec: { replicas, selector: { matchLabels: { app: 'batch' } }, template: template('1') },
  });
  expect(beside(set(2))).toBe('proved');
  expect(beside(set(6))).toBe('unknown');
});

test('an autoscaler counts with the most pods that it makes', () => {
  const scaler = (maxReplicas: number) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, minReplicas: 3, maxReplicas },
  });
  const both = [...service('web', { requests: { cpu: '1' } }), ...service('api', { requests: { cpu: '1' } })];
  expect(verdicts([...both, scaler(3)], nodes(8))['web']).toBe('proved');
  expect(verdicts([...both, scaler(9)], nodes(8))['web']).toBe('unknown');
});

test('an extended resource that no node offers', () => {
  const requests = { cpu: '100m', 'nvidia.com/gpu': '1' };
  const gpus = (count: string) => nodes(6, '1930m', { allocatable: { cpu: '1930m', memory: '8Gi', pods: 110, 'nvidia.com/gpu': count } });
  expect(verdicts([...service('web'), ...service('train', { requests })], gpus('1'))).toMatchObject({ web: 'proved' });
});
