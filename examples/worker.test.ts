import { Testing } from 'cdk8s';
import { find, namesOf } from '../test/objects';
import { Indexing } from './worker';

const manifests = Testing.synth(new Indexing(Testing.app()));

test('the worker runs twice, each on a node of its own', () => {
  expect(find(manifests, 'Deployment', 'indexer')).toMatchObject({
    spec: { replicas: 2, template: { spec: { topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', maxSkew: 1 }] } } },
  });
});

test('nobody connects to it', () => {
  expect(namesOf(manifests, 'Service')).toEqual(['elasticsearch', 'elasticsearch-nodes']);
  expect(namesOf(manifests, 'NetworkPolicy').filter((name) => name.startsWith('indexer-from'))).toEqual([]);
});

test('it may connect to Elasticsearch, since it was handed its port', () => {
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual(expect.arrayContaining(['elasticsearch-from-indexer', 'indexer-to-elasticsearch']));
  expect(find(manifests, 'Deployment', 'indexer').metadata.annotations?.['nines.dev/depends-on']).toBe('StatefulSet/elasticsearch');
});
