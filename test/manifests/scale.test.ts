import { scaleOf } from '../../src/manifests/scale';
import { indexed } from '../indexed';

function scale(kind: string, spec: object, autoscaler?: object) {
  const target = { apiVersion: 'apps/v1', kind, name: 'x' };
  const index = indexed([
    { apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1', kind, metadata: { name: 'x' }, spec },
    ...(autoscaler
      ? [
          {
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            metadata: { name: 'x' },
            spec: { scaleTargetRef: target, ...autoscaler },
          },
        ]
      : []),
  ]);
  const [object] = index.objects;
  return object && scaleOf(object, index.autoscalersOf(object));
}

test('a fixed number, by default one, and undefined for a DaemonSet', () => {
  expect(scale('Deployment', { replicas: 3 })).toEqual({ replicas: 3, maximum: 3, peak: 3, onlyGrows: false });
  expect(scale('StatefulSet', {})?.replicas).toBe(1);
  expect(scale('Job', { parallelism: 2 })?.replicas).toBe(2);
  expect(scale('DaemonSet', {})).toBeUndefined();
});

test('a CronJob runs as many pods as the jobs that it makes', () => {
  const jobTemplate = { spec: { parallelism: 4 } };
  const [object] = indexed([{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x' }, spec: { jobTemplate } }]).objects;
  expect(object && scaleOf(object, [])?.replicas).toBe(4);
});

test('the range of an autoscaler overrides the manifest', () => {
  const range = { minReplicas: 2, maxReplicas: 6 };
  expect(scale('Deployment', { replicas: 4 }, range)).toEqual({ replicas: 2, maximum: 6, peak: 6, onlyGrows: false });
  const grows = { ...range, behavior: { scaleDown: { selectPolicy: 'Disabled' } } };
  expect(scale('Deployment', {}, grows)).toEqual({ replicas: 2, maximum: 2, peak: 6, onlyGrows: true });
});

test('a release removes pods down to the number that is written, and may make more than the autoscaler', () => {
  const grows = { minReplicas: 2, maxReplicas: 6, behavior: { scaleDown: { selectPolicy: 'Disabled' } } };
  expect(scale('Deployment', { replicas: 3 }, grows)).toEqual({ replicas: 2, maximum: 6, peak: 6, onlyGrows: false });
  expect(scale('Deployment', { replicas: 9 }, grows)).toEqual({ replicas: 2, maximum: 9, peak: 9, onlyGrows: false });
});

test('an autoscaler ignores a target with zero replicas', () => {
  expect(scale('Deployment', { replicas: 0 }, { minReplicas: 3, maxReplicas: 6 })).toMatchObject({ replicas: 0, peak: 0 });
});

test('several autoscalers bring it into every range, and back and forth where there is none', () => {
  const autoscaler = (name: string, minReplicas: number, maxReplicas: number) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }, minReplicas, maxReplicas },
  });
  const both = (...autoscalers: readonly object[]) => {
    const index = indexed([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: {} }, ...autoscalers]);
    const [object] = index.objects;
    return object && scaleOf(object, index.autoscalersOf(object));
  };
  const three = { replicas: 3, maximum: 10, peak: 10, onlyGrows: false };
  expect(both(autoscaler('a', 3, 10), autoscaler('b', 1, 5))).toEqual(three);
  expect(both(autoscaler('b', 1, 5), autoscaler('a', 3, 10))).toEqual(three);
  expect(both(autoscaler('a', 6, 10), autoscaler('b', 1, 2))?.replicas).toBe(2);
});
