import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const set = (replicas: number, image: string, partition?: number, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: {
    replicas,
    ...(partition !== undefined && { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } } }),
    template: { spec: { containers: [{ name: 'db', image }] } },
    ...more,
  },
});

/** What a change does, its pods, and why. */
function change(before: object, after: object) {
  const [object] = changeBetween(indexed([before]), indexed([after])).objects;
  return [object?.consequence, object?.pods, object?.fields.map(({ because }) => because)];
}

const ALL = 'the pod template changes, so every pod is replaced';

test('with a partition, only the pods from it on are replaced', () => {
  const why = (from: number) =>
    `the pod template changes, so the pods from ordinal ${from} on are replaced; the others follow when the partition is lowered`;
  expect(change(set(3, 'a:1', 2), set(3, 'a:2', 2))).toEqual(['rollout', 1, [why(2)]]);
  expect(change(set(3, 'a:1', 0), set(3, 'a:2', 0))).toEqual(['rollout', 3, [ALL]]);
  const from = { ordinals: { start: 5 } };
  expect(change(set(3, 'a:1', 6, from), set(3, 'a:2', 6, from))).toEqual(['rollout', 2, [why(6)]]);
  expect(change(set(3, 'a:1', 2, from), set(3, 'a:2', 2, from))).toEqual(['rollout', 3, [ALL]]);
});

test('a partition above all pods keeps the template from them', () => {
  expect(change(set(3, 'a:1', 3), set(3, 'a:2', 3))).toEqual([
    'in place',
    undefined,
    ['the pod template changes, and the partition 3 keeps it from every pod until it is lowered'],
  ]);
});

test('a lower partition replaces the pods that it held back', () => {
  const why = (which: string) => `the partition is lowered: ${which} replaced if an earlier template waits for that`;
  expect(change(set(5, 'a:1', 4), set(5, 'a:1', 1))).toEqual(['rollout', 3, [why('the pods from ordinal 1 to 3 are')]]);
  expect(change(set(5, 'a:1', 1), set(5, 'a:1', 0))).toEqual(['rollout', 1, [why('the pod of ordinal 0 is')]]);
  expect(change(set(3, 'a:1', 5), set(3, 'a:1', 2))).toEqual(['rollout', 1, [why('the pods from ordinal 2 to 4 are')]]);
  expect(change(set(5, 'a:1', 1), set(5, 'a:1', 4))).toEqual([
    'in place',
    undefined,
    ['pods below ordinal 4 no longer get a new template'],
  ]);
  expect(change(set(5, 'a:1', 4), set(5, 'a:2', 3)).slice(0, 2)).toEqual(['rollout', 2]);
});

test('an update by hand lowers no partition', () => {
  const byHand = set(3, 'a:1', undefined, { updateStrategy: { type: 'OnDelete' } });
  const effects = (before: object) => changeBetween(indexed([before]), indexed([byHand])).objects[0]?.fields;
  for (const before of [set(3, 'a:1'), set(3, 'a:1', 0), set(3, 'a:1', 2)])
    for (const { because } of effects(before) ?? []) expect(because).not.toMatch(/lowered|ordinal/);
  expect(effects(set(3, 'a:1', 2))).toContainEqual(
    expect.objectContaining({ consequence: 'in place', because: 'updateStrategy is OnDelete: a partition has no effect' }),
  );
});

test('only pods that are there before and after are replaced', () => {
  expect(change(set(3, 'a:1'), set(5, 'a:2'))).toEqual(['rollout', 3, ['2 pods are added', ALL]]);
  expect(change(set(5, 'a:1'), set(3, 'a:2'))).toEqual(['rollout', 3, ['2 pods are deleted', ALL]]);
});
