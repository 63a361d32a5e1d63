import { Testing } from 'cdk8s';
import { prove } from '../src';
import { find, namesOf } from '../test/objects';
import { Archive, platform } from './node-sets';

const archive = new Archive(Testing.app());
const manifests = Testing.synth(archive);

test('each set is a StatefulSet with a budget and a headless Service of its own', () => {
  const names = ['elasticsearch-coordinating', 'elasticsearch-hot', 'elasticsearch-masters', 'elasticsearch-warm'];
  expect(namesOf(manifests, 'StatefulSet')).toEqual(names);
  expect(namesOf(manifests, 'PodDisruptionBudget')).toEqual([...names, 'dashboard'].sort());
  expect(namesOf(manifests, 'Service')).toEqual(['elasticsearch', ...names.map((name) => `${name}-nodes`), 'dashboard'].sort());
});

test('clients connect to the nodes that coordinate, which need all others', () => {
  expect(find(manifests, 'Service', 'elasticsearch')['spec']).toMatchObject({ selector: { app: 'elasticsearch-coordinating' } });
  expect(find(manifests, 'StatefulSet', 'elasticsearch-coordinating').metadata.annotations?.['nines.dev/depends-on']).toBe(
    'StatefulSet/elasticsearch-masters, StatefulSet/elasticsearch-hot, StatefulSet/elasticsearch-warm',
  );
  expect(find(manifests, 'Deployment', 'dashboard').metadata.annotations?.['nines.dev/depends-on']).toBe(
    'StatefulSet/elasticsearch-coordinating',
  );
});

test('what it promises is proved', () => {
  const proof = prove(archive, platform);
  expect(proof.problems).toEqual([]);
  expect(proof.services.map(({ service, needed, verdict }) => [service, needed, verdict])).toEqual([
    ['elasticsearch-masters', 2, 'proved'],
    ['elasticsearch-hot', 2, 'proved'],
    ['elasticsearch-warm', 2, 'proved'],
    ['elasticsearch-coordinating', 1, 'proved'],
    ['dashboard', 2, 'proved'],
  ]);
});
