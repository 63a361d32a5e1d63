import { draftsOf, indexOfDrafts, replaced } from '../../../src/availability/advice/drafts';
import { type Patch, patches } from '../../../src/availability/advice/patch';
import { contextOf } from '../../../src/availability/judge';
import type { Workload } from '../../../src/availability/workload/workload';
import { indexOf } from '../../../src/manifests/object-index';
import { budget, spread, workload, zones } from '../manifests';

const scaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 3 },
};
const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' }, data: { a: 'b' } };
const manifests = [
  workload({ replicas: 2, pod: { topologySpreadConstraints: [spread('zone')] } }),
  budget({ minAvailable: 1 }),
  scaler,
  other,
];

const index = indexOf(manifests.map((value) => ({ value })));
const [web] = contextOf(index, zones([2, 2, 2]), {}).workloads as [Workload];

test.each<[string, Patch, readonly string[]]>([
  ['a spread', patches.addSpread('kubernetes.io/hostname', true), ['Deployment']],
  ['revisions', patches.countRevisions, ['Deployment']],
  ['a need', patches.need(1), ['Deployment']],
  ['a budget', patches.oneUnavailable, ['PodDisruptionBudget']],
  ['replicas', patches.replicas(4), ['Deployment', 'HorizontalPodAutoscaler']],
])('%s replaces what it changes, and leaves all else as it was read', (_, patch, kinds) => {
  const before = JSON.stringify(manifests);
  const drafts = draftsOf(index.objects);
  const after = patch(drafts, web);
  expect(JSON.stringify(manifests)).toBe(before);
  expect(after.filter((it) => !drafts.includes(it)).map((it) => it['kind'])).toEqual(kinds);
  expect(JSON.stringify(draftsOf(index.objects))).toBe(JSON.stringify(drafts));
});

test('more pods of a workload leave the autoscaler of its namesake in another namespace as it is', () => {
  const elsewhere = { ...scaler, metadata: { name: 'web', namespace: 'other' } };
  const both = indexOf([...manifests, elsewhere].map((value) => ({ value })));
  const after = patches.replicas(4)(draftsOf(both.objects), web);
  expect(after.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ spec }) => spec)).toEqual([
    { ...scaler.spec, minReplicas: 4, maxReplicas: 4 },
    scaler.spec,
  ]);
});

test('an object says which namespace it is read in, and is read once', () => {
  const drafts = draftsOf(index.objects);
  expect(drafts.at(-1)).toEqual({ ...other, metadata: { name: 'other', namespace: 'default' } });
  const again = replaced(
    drafts,
    (draft) => draft['kind'] === 'ConfigMap',
    (copy) => {
      copy['data'] = {};
    },
  );
  const [one, two] = [indexOfDrafts(drafts), indexOfDrafts(again)];
  expect(two.objects.map((object, at) => object === one.objects[at])).toEqual([true, true, true, false]);
  expect(two.objects.at(-1)?.root.value).toEqual({ ...other, metadata: { name: 'other', namespace: 'default' }, data: {} });
});
