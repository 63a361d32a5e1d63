import { budgetsOf } from '../../../src/availability/workload/budget';
import { indexed } from '../../indexed';
import { budget, workload } from '../manifests';

/** The budgets of the first object; what is selected runs so many pods as its `replicas` say. */
function budgets(objects: readonly object[]) {
  const index = indexed(objects);
  const own = index.pods.select('shop', { matchLabels: { app: 'web' } }).find(({ name }) => name === 'web');
  if (!own) throw new Error('no workload');
  return budgetsOf(own, index, ({ root }) => root.count('spec', 'replicas') ?? 1);
}

const allowed = (objects: readonly object[]) => budgets(objects).map((it) => it.allowed);
const web = workload();
const beside = (kind: string, more: object = {}) => {
  const object = workload({ kind, name: 'beside', labels: { app: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, ...more } });
  if (kind === 'CronJob') return { ...object, apiVersion: 'batch/v1', spec: { jobTemplate: { spec: { template: object.spec.template } } } };
  return kind === 'Job' ? { ...object, apiVersion: 'batch/v1' } : object;
};
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'tool', namespace: 'shop', labels: { app: 'web' } },
  spec: { containers: [] },
};

test('a budget counts the pods of all workloads that it selects', () => {
  expect(budgets([web, beside('Deployment', { replicas: 2 }), budget({ minAvailable: '40%' })])).toMatchObject([
    { object: 'PodDisruptionBudget/shop/web', allowed: 3, unscaled: undefined, others: ['Deployment/shop/beside'] },
  ]);
  expect(allowed([web, budget({ minAvailable: 2 })])).toEqual([1]);
});

test('the evictions that it allows change with the replicas of the workload alone', () => {
  const [found] = budgets([web, beside('Deployment', { replicas: 2 }), budget({ minAvailable: '50%' })]);
  expect([3, 4, 6].map((replicas) => found?.allowedAt(replicas))).toEqual([2, 3, 4]);
});

test.each([
  ['DaemonSet', true],
  ['Job', true],
  ['CronJob', false],
])('with maxUnavailable or a percentage it allows nothing beside a %s, which has no scale: certain %p', (kind, certain) => {
  for (const spec of [{ maxUnavailable: 1 }, { maxUnavailable: '50%' }, { minAvailable: '50%' }]) {
    const [found] = budgets([web, beside(kind), budget(spec)]);
    expect(found).toMatchObject({ allowed: 0, unscaled: { object: `${kind}/shop/beside`, certain } });
    expect(found?.allowedAt(9)).toBe(0);
  }
  expect(budgets([web, beside(kind), budget({ minAvailable: 1 })])).toMatchObject([{ unscaled: undefined }]);
});

test.each([
  ['helm.sh/hook-delete-policy', {}],
  ['argocd.argoproj.io/hook-delete-policy', {}],
  [undefined, { ttlSecondsAfterFinished: 60 }],
])('a Job that is deleted when it has ended may be beside it no more: %s %j', (annotation, spec) => {
  const job = beside('Job', spec);
  const annotated = {
    ...job,
    metadata: { ...job.metadata, annotations: annotation === undefined ? {} : { [annotation]: 'hook-succeeded' } },
  };
  expect(budgets([web, annotated, budget({ maxUnavailable: 1 })])).toMatchObject([{ allowed: 0, unscaled: { certain: false } }]);
});

test('a PodTemplate makes no pods', () => {
  const { metadata, spec } = workload({ name: 'beside', labels: { app: 'web' } });
  const template = { apiVersion: 'v1', kind: 'PodTemplate', metadata, template: spec.template };
  expect(budgets([web, template, budget({ minAvailable: 2 })])).toMatchObject([{ allowed: 1, others: [], othersKey: '' }]);
});

test('its other workloads are told apart in a few characters, and so is the place among them', () => {
  const keyOf = (objects: readonly object[]) => budgets(objects).map((it) => it.othersKey);
  const [more, other] = [beside('Deployment'), beside('StatefulSet')];
  const any = budget({ minAvailable: 1 });
  expect(keyOf([web, any])).toEqual(['']);
  expect(keyOf([web, more, any])).toEqual(keyOf([web, more, budget({ minAvailable: 2 })]));
  const keys = [
    [web, more, any],
    [web, other, any],
    [more, web, any],
    [web, more, other, any],
  ].flatMap(keyOf);
  expect(keys).not.toContain('');
  expect(new Set(keys).size).toBe(4);
});

test('what runs no pods does not count', () => {
  expect(budgets([web, beside('DaemonSet', { replicas: 0 }), budget({ maxUnavailable: 1 })])).toMatchObject([
    { allowed: 1, unscaled: undefined },
  ]);
});

test('pods without a controller are beside the count of a budget that asks for it', () => {
  expect(allowed([web, pod, budget({ minAvailable: 3 })])).toEqual([1]);
  expect(allowed([web, pod, budget({ maxUnavailable: 1 })])).toEqual([2]);
  expect(allowed([web, pod, budget({ maxUnavailable: '50%' })])).toEqual([3]);
  expect(allowed([web, pod, budget({})])).toEqual([0]);
});

test('what cannot be read allows nothing', () => {
  expect(allowed([web, budget({ maxUnavailable: 'x' })])).toEqual([0]);
});
