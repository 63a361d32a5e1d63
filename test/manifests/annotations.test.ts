import { annotationsOf, type ServiceFacts } from '../../src/manifests/annotations';

test('All the facts', () => {
  const facts: Required<ServiceFacts> = {
    needed: 2,
    availability: '99.95%',
    dependsOn: ['StatefulSet/elasticsearch', 'soft Deployment/cache'],
    accept: { accept: 'single-replica', because: 'there is one node' },
  };
  expect(annotationsOf(facts)).toEqual({
    'nines.dev/needed': '2',
    'nines.dev/target': '99.95%',
    'nines.dev/depends-on': 'StatefulSet/elasticsearch, soft Deployment/cache',
    'nines.dev/accept.single-replica': 'because there is one node',
  });
});

test('what is not known is not written', () => {
  expect(annotationsOf({ needed: 1 })).toEqual({ 'nines.dev/needed': '1' });
});
