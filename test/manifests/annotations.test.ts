import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptancesOf, annotationsOf, reasonFor, type ServiceFacts } from '../../src/manifests/annotations';

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

test('unset facts are not written', () => {
  expect(annotationsOf({ needed: 1 })).toEqual({ 'nines.dev/needed': '1' });
});

test("an acceptance is read as it is written, without the word 'because'", () => {
  const annotations = new Map(
    Object.entries({
      ...annotationsOf({ needed: 1, accept: { accept: 'single-replica', because: 'there is one node' } }),
      'nines.dev/accept.image-is-pinned': ' Because  it is a test ',
      'nines.dev/accept.availability': 'because',
    }),
  );
  expect(acceptancesOf(annotations)).toEqual([
    { annotation: 'nines.dev/accept.single-replica', name: 'single-replica', because: 'there is one node' },
    { annotation: 'nines.dev/accept.image-is-pinned', name: 'image-is-pinned', because: 'it is a test' },
    { annotation: 'nines.dev/accept.availability', name: 'availability', because: '' },
  ]);
  expect(['single-replica', 'image-is-pinned', 'availability', 'known-kind'].map((name) => reasonFor(name, annotations))).toEqual([
    'there is one node',
    'it is a test',
    undefined,
    undefined,
  ]);
});

test('an annotation that is not a string accepts nothing', () => {
  expect(acceptancesOf([['nines.dev/accept.image-is-pinned', null]])).toEqual([
    { annotation: 'nines.dev/accept.image-is-pinned', name: 'image-is-pinned', because: '' },
  ]);
});

test('the names of acceptance annotations are written in one file', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const holding = (text: string) => files.filter((file) => readFileSync(join('src', file), 'utf8').includes(text));
  expect(holding("'nines.dev/accept")).toEqual([join('manifests', 'annotations.ts')]);
  expect(holding('`nines.dev/accept.$')).toEqual([]);
});
