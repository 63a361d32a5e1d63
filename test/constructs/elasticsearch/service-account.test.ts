import { find } from '../../objects';
import { clusterOf, podOf, refusalOf, specOf } from './cluster';
import { objectsOf } from './node-sets/sets';

const role = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/search' };

test('its pods run as a ServiceAccount of their own, which has no token', () => {
  const manifests = clusterOf();
  expect(find(manifests, 'ServiceAccount', 'elasticsearch')).toMatchObject({ automountServiceAccountToken: false });
  expect(podOf(manifests)).toMatchObject({ serviceAccountName: 'elasticsearch', automountServiceAccountToken: false });
});

test('annotations give it the identity of a provider', () => {
  const account = find(clusterOf({ serviceAccountAnnotations: role }), 'ServiceAccount', 'elasticsearch');
  expect(account.metadata.annotations).toEqual(role);
});

test('its pods have the label that the webhook of AKS looks for, and no others have it', () => {
  const labelsOf = (serviceAccountAnnotations: Record<string, string>) =>
    specOf(clusterOf({ serviceAccountAnnotations }), 'StatefulSet', 'elasticsearch').template.metadata.labels;
  expect(labelsOf({ 'azure.workload.identity/client-id': 'id' })).toEqual({ ...labelsOf(role), 'azure.workload.identity/use': 'true' });
});

test('all sets of nodes share one', () => {
  const manifests = objectsOf({ serviceAccountAnnotations: role });
  expect(find(manifests, 'ServiceAccount', 'elasticsearch').metadata.annotations).toEqual(role);
  expect(specOf(manifests, 'StatefulSet', 'elasticsearch-warm').template.spec.serviceAccountName).toBe('elasticsearch');
});

test.each([
  [{ 'a b': 'x' }, "'a b': 'x'"],
  [{ role: 1 }, "'role': 1"],
])('refuses the annotations %j', (serviceAccountAnnotations, got) => {
  expect(refusalOf({ serviceAccountAnnotations })).toBe(
    `elasticsearch 'test/search': serviceAccountAnnotations must be strings by name, got ${got}; write { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/search' }`,
  );
});

test('a revision of its secure settings makes new pods, and a text is what it must be', () => {
  const secureSettings = { secret: 'snapshots', settings: ['s3.client.default.access_key'] };
  const annotationsOf = (revision?: string) =>
    specOf(clusterOf({ secureSettings: { ...secureSettings, revision } }), 'StatefulSet', 'elasticsearch').template.metadata.annotations;
  expect(annotationsOf('2026-11-22')).toEqual({ ...annotationsOf(), 'nines.dev/secure-settings': '2026-11-22' });
  expect(annotationsOf()).not.toHaveProperty(['nines.dev/secure-settings']);
  expect(refusalOf({ secureSettings: { ...secureSettings, revision: 2 } })).toBe(
    "elasticsearch 'test/search': secureSettings.revision must be a text, got 2; write the date of the change, such as '2026-11-22'",
  );
});
