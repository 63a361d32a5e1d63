import { join } from 'node:path';
import { changeBetween } from '../../../src/change/change';
import { indexOf } from '../../../src/manifests/object-index';
import { readManifests } from '../../../src/manifests/read';
import type { Manifest } from '../../../src/synthesis/manifest';
import { invalid } from '../../cluster/changes/invalid';
import { indexed } from '../../indexed';

const objects = readManifests([join(__dirname, '../../cluster/changes/objects.yaml')]).documents.map(({ value }) => value as Manifest);

function workload(kind: string, spec: object, name = 'web') {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'registry.example/web:1' }] } };
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'shop' }, spec: { selector, template, ...spec } };
}

function refused(before: readonly object[], after: readonly object[]) {
  const { objects, hazards } = changeBetween(indexed(before), indexed(after));
  const [object] = objects;
  const field = object?.fields.find(({ consequence }) => consequence === 'refused');
  return [object?.consequence, field?.because ?? object?.because, field?.fix ?? object?.fix, hazards.length > 0];
}

const BOTH = 'the API server refuses it: maxUnavailable may not be 0 when maxSurge is 0: no pod could be replaced';

test.each([
  ['Deployment', 'strategy', { maxSurge: 0, maxUnavailable: 0 }],
  ['Deployment', 'strategy', { maxSurge: '0%', maxUnavailable: 0 }],
  ['DaemonSet', 'updateStrategy', { maxUnavailable: 0 }],
])('a %s can replace its pods', (kind, field, rollingUpdate) => {
  const after = workload(kind, { [field]: { type: 'RollingUpdate', rollingUpdate } });
  expect(refused([workload(kind, {})], [after])).toEqual(['refused', BOTH, 'set one of them to 1', true]);
  expect(refused([], [after])).toEqual(['refused', BOTH, 'set one of them to 1', true]);
});

test('values out of range are refused, in new objects too', () => {
  const because = 'the API server refuses it: -1 is out of range';
  const fix = 'use a number from 0 to 2147483647';
  expect(refused([workload('Deployment', { replicas: 2 })], [workload('Deployment', { replicas: -1 })])).toEqual([
    'refused',
    because,
    fix,
    true,
  ]);
  expect(refused([], [workload('Deployment', { replicas: -1 })])).toEqual(['refused', because, fix, true]);
});

test('an invalid name is refused', () => {
  expect(refused([workload('Deployment', {})], [workload('Deployment', {}, 'Web_1')]).at(0)).toBe('refused');
  expect(refused([], [workload('Deployment', {}, 'Web_1')])[1]).toContain('the API server refuses it: ');
});

const web = (value: unknown) => {
  const env = [{ name: 'LEVEL', value }];
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'registry.example/web:1', env }] } };
  return workload('Deployment', { template });
};

test.each([
  [workload('Deployment', { replcas: 4 }), "the API server refuses it: unknown field 'replcas'"],
  [workload('Deployment', { replicas: '4' }), "the API server refuses it: must be an integer, got a string: '4'"],
  [web(1), 'the API server refuses it: must be a string, got an integer: 1'],
])('a field that no server has, and a value that none can read, are refused %#', (after, because) => {
  expect(refused([workload('Deployment', {})], [after]).slice(0, 2)).toEqual(['refused', because]);
  expect(refused([], [after]).slice(0, 2)).toEqual(['refused', because]);
});

test('an API version that was removed is refused, and one that no release has yet is not', () => {
  const budget = (apiVersion: string) => ({ apiVersion, kind: 'PodDisruptionBudget', metadata: { name: 'web', namespace: 'shop' } });
  expect(refused([], [budget('policy/v1beta1')])[1]).toMatch(
    /^the API server refuses it: Kubernetes .* has no kind PodDisruptionBudget in policy\/v1beta1/,
  );
  expect(refused([], [budget('policy/v9')])[0]).toBe('create');
});

test('what a server returns, and custom resources, may have fields that are not known', () => {
  const documents = [{ value: workload('Deployment', { newField: 4 }), isStored: true }];
  expect(changeBetween(indexed([]), indexOf(documents)).objects[0]?.consequence).toBe('create');
  const custom = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a', namespace: 'b' },
    spec: { newField: 4 },
  };
  expect(refused([], [custom])[0]).toBe('create');
});

const templated = (labels: object, restartPolicy?: string) => {
  const containers = [{ name: 'main', image: 'registry.example/web:1' }];
  return { template: { metadata: { labels }, spec: { containers, ...(restartPolicy && { restartPolicy }) } } };
};

test.each(['Deployment', 'StatefulSet', 'DaemonSet'])('a %s finds its pods, and always restarts them', (kind) => {
  const answer = (spec: object) => [
    refused([workload(kind, {})], [workload(kind, spec)]).slice(0, 3),
    refused([], [workload(kind, spec)]).slice(0, 3),
  ];
  const mismatch = 'the API server refuses it: selector does not match template labels: app=web, but the template has app=www';
  const fix =
    'write app=web in the template, and in what selects its pods by app=www, or correct the selector before the first apply: it is immutable';
  for (const said of answer(templated({ app: 'www' }))) expect(said).toEqual(['refused', mismatch, fix]);
  const once = `the API server refuses it: restartPolicy 'Never' is not supported in a ${kind}, only 'Always'`;
  for (const said of answer(templated({ app: 'web' }, 'Never'))) expect(said).toEqual(['refused', once, 'remove it, or use a Job']);
  expect(refused([], [workload(kind, templated({ app: 'web', tier: 'a' }, 'Always'))])[0]).toBe('create');
});

test.each(invalid)('$object: $change is refused, and no reason makes it acceptable', ({ object, edit }) => {
  const before = objects.find(({ metadata }) => metadata.name === object) as Manifest;
  const after = structuredClone(before);
  edit(after);
  const reason = { 'nines.dev/accept.refused-object': 'because it is wanted' };
  const accepted = { ...after, metadata: { ...after.metadata, annotations: { ...after.metadata.annotations, ...reason } } };
  for (const base of [[before], []]) {
    const { hazards } = changeBetween(indexed(base), indexed([accepted]));
    expect(hazards.map(({ risk, isFinal, accepted }) => [risk, isFinal, accepted])).toEqual([['refused-object', true, undefined]]);
    expect(hazards[0]?.message).toContain('he API server refuses ');
  }
});

test('what was refused before, and so is of another server, is not told of another change', () => {
  const before = workload('Deployment', { minReadySeconds: 700 });
  expect(refused([before], [workload('Deployment', { minReadySeconds: 700, replicas: 3 })])[0]).toBe('in place');
  expect(refused([before], [workload('Deployment', { minReadySeconds: 800 })])[0]).toBe('refused');
});

test('the difference that is to blame is the nearest one', () => {
  const budget = (spec: object) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'shop' },
    spec,
  });
  const before = budget({ maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } });
  const after = { ...budget({ maxUnavailable: 1, minAvailable: 1, selector: { matchLabels: { app: 'web' } } }) };
  const labelled = { ...after, metadata: { ...after.metadata, labels: { team: 'a' } } };
  const [object] = changeBetween(indexed([before]), indexed([labelled])).objects;
  expect(object?.fields.map(({ field, consequence }) => [field, consequence])).toEqual([
    ['spec.minAvailable', 'refused'],
    ['metadata', 'in place'],
  ]);
});
