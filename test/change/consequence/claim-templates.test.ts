import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const template = (name: string, spec: object = {}) => ({ metadata: { name }, spec });

function set(volumeClaimTemplates: readonly object[], labels: Readonly<Record<string, string>> = { app: 'web' }, more: object = {}) {
  const pod = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'registry.example/web:1' }] } };
  const spec = { selector: { matchLabels: labels }, template: pod, volumeClaimTemplates, ...more };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', namespace: 'shop' }, spec };
}

function only(before: object, after: object, field: string) {
  const { objects, hazards } = changeBetween(indexed([before]), indexed([after]));
  const found = objects[0]?.fields.find((it) => it.field.startsWith(field));
  return [hazards[0]?.risk, found?.because, found?.fix];
}

const EMPTY =
  "without the claim template 'data', the pods no longer have its claims: they start empty, and the data stays where nothing reads it";
const KEEP = "keep the name 'data', or copy the data first";

test.each([
  [set([template('data')]), set([template('store')])],
  [set([template('data')]), set([])],
  [set([template('logs'), template('data')]), set([template('logs')])],
])('a claim template that is renamed or gone leaves the data behind %#', (before, after) => {
  expect(only(before, after, 'spec.volumeClaimTemplates')).toEqual(['data-at-risk', EMPTY, KEEP]);
});

test('a claim that exists keeps the class of its template', () => {
  const [fast, slow] = ['fast', 'slow'].map((storageClassName) => set([template('data', { storageClassName })])) as [object, object];
  expect(only(fast, slow, 'spec.volumeClaimTemplates')).toEqual([
    'immutable-field',
    'the API server refuses it: claim templates are immutable, and claims that exist keep their storageClassName',
    "keep 'fast', or move the data to a StatefulSet of another name",
  ]);
});

const OTHER = 'the API server refuses it: the field is immutable, and it would not match the pods that run';

test('pods that a new selector does not match are no orphans to adopt', () => {
  const fix = 'keep the selector; or delete the StatefulSet with its pods, which stops it, and apply again: the claims and their data stay';
  expect(only(set([]), set([], { app: 'www' }), 'spec.selector')).toEqual(['immutable-field', OTHER, fix]);
  const policy = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } };
  expect(only(set([], undefined, policy), set([], { app: 'www' }, policy), 'spec.selector')[2]).toBe(
    `set whenDeleted of persistentVolumeClaimRetentionPolicy to \`Retain\` first, or the claims go with the StatefulSet; ${fix}`,
  );
});

test('pods that a new selector matches too are adopted', () => {
  const narrow = set([], { app: 'web', tier: 'one' });
  const wide = { ...narrow, spec: { ...narrow.spec, selector: { matchLabels: { app: 'web' } } } };
  expect(only(wide, narrow, 'spec.selector')).toEqual([
    'immutable-field',
    'the API server refuses it: the field is immutable',
    'delete it with `--cascade=orphan`, which keeps its pods, and apply again',
  ]);
});
