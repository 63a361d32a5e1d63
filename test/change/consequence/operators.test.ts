import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const custom = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'it', namespace: 'shop' },
  spec,
});
const elasticsearch = (version: string, storage: string, count = 3) => {
  const claim = { metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } };
  const nodeSets = [{ name: 'default', count, volumeClaimTemplates: [claim] }];
  return custom('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', { version, nodeSets });
};
const postgres = (size: string) => custom('postgresql.cnpg.io/v1', 'Cluster', { instances: 3, storage: { size } });
const definition = (...versions: readonly [name: string, storage: boolean][]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: { group: 'example.com', versions: versions.map(([name, storage]) => ({ name, served: true, storage })) },
});

const between = (before: readonly object[], after: readonly object[]) => changeBetween(indexed(before), indexed(after));
const worst = (before: object, after: object) => {
  const { objects, hazards } = between([before], [after]);
  const [field] = objects[0]?.fields ?? [];
  return [objects[0]?.consequence, field?.because, [...new Set(hazards.map(({ risk }) => risk))].join()];
};

const KEPT = 'the API server refuses it: objects may be stored in version v1alpha1, which is gone';

test.each([
  [
    elasticsearch('9.5.6', '1Gi'),
    elasticsearch('9.4.0', '1Gi'),
    ['refused', "Elasticsearch 9.4.0 refuses to start on data of 9.5.6: it can't be downgraded", 'elasticsearch-version'],
  ],
  [elasticsearch('9.4.0', '1Gi'), elasticsearch('9.5.6', '1Gi'), ['in place', 'the object is updated, and no pod restarts', '']],
  [
    elasticsearch('9.5.6', '2Gi'),
    elasticsearch('9.5.6', '1Gi'),
    ['refused', 'the operator refuses it: a claim template only grows', 'claim-size'],
  ],
  [
    elasticsearch('9.5.6', '1Gi'),
    elasticsearch('9.5.6', '2Gi'),
    ['in place', 'the operator grows the volumes if their StorageClass allows expansion', ''],
  ],
  [elasticsearch('9.5.6', '1Gi'), elasticsearch('9.5.6', '1Gi', 4), ['in place', 'the object is updated, and no pod restarts', '']],
  [postgres('2Gi'), postgres('1Gi'), ['refused', 'the operator refuses it: a volume never shrinks', 'claim-size']],
  [postgres('1Gi'), postgres('2Gi'), ['in place', 'the operator grows the volumes if their StorageClass allows expansion', '']],
  [definition(['v1alpha1', true], ['v1', false]), definition(['v1', true]), ['refused', KEPT, 'immutable-field']],
  [
    definition(['v1alpha1', true]),
    definition(['v1alpha1', false], ['v1', true]),
    ['in place', 'the object is updated, and no pod restarts', ''],
  ],
  [definition(['v1alpha1', false], ['v1', true]), definition(['v1', true]), ['in place', 'the object is updated, and no pod restarts', '']],
])('what an operator or a definition makes of a change %#', (before, after, expected) => {
  expect(worst(before, after)).toEqual(expected);
});

test('a database goes with its custom resource', () => {
  const [change] = between([postgres('1Gi')], []).objects;
  const because = 'its operator deletes the database that it made from it, and often the volumes too';
  expect([change?.consequence, change?.because]).toEqual(['data at risk', because]);
});

test('a database of another name is another database', () => {
  const { objects } = between([postgres('1Gi')], [{ ...postgres('1Gi'), metadata: { name: 'other', namespace: 'shop' } }]);
  expect(objects.map(({ name, consequence }) => [name, consequence])).toEqual([['other', 'data at risk']]);
});

test('an object that the server names is never updated', () => {
  const job = (image: string) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { generateName: 'migrate-', namespace: 'shop' },
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  });
  expect(between([job('a:1')], [job('a:1')]).objects).toEqual([]);
  expect(between([job('a:1')], []).objects).toEqual([]);
  expect(between([job('a:1'), job('b:1')], [job('b:1'), job('a:2')]).objects).toEqual([
    {
      kind: 'Job',
      namespace: 'shop',
      name: 'migrate-',
      consequence: 'create',
      because: 'it has a generateName: each time it is created it is a new object',
      fields: [],
    },
  ]);
});

test('ECK deletes claims with the cluster unless it is told to keep them', () => {
  const policy = (volumeClaimDeletePolicy?: string) =>
    custom('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', {
      version: '9.1.0',
      ...(volumeClaimDeletePolicy && { volumeClaimDeletePolicy }),
    });
  const deleted = ['data at risk', 'from now on the claims are deleted with it', 'data-at-risk'];
  expect(worst(policy('DeleteOnScaledownOnly'), policy())).toEqual(deleted);
  expect(worst(policy('DeleteOnScaledownOnly'), policy('DeleteOnScaledownAndClusterDeletion'))).toEqual(deleted);
  expect(worst(policy(), policy('DeleteOnScaledownOnly'))[0]).toBe('in place');
});
