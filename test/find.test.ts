import { find, namesOf } from './find';

const service = (name: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name } });
const manifests = [service('b'), service('a'), service('a'), { ...service('b'), kind: 'Endpoints' }];

test('an object is found by its kind and name', () => {
  expect(find(manifests, 'Service', 'b')).toBe(manifests[0]);
});

test('none and two are errors that show what there is', () => {
  const all = 'Service/b, Service/a, Service/a, Endpoints/b';
  expect(() => find(manifests, 'Service', 'c')).toThrow(new Error(`expected one Service/c, found 0 in: ${all}`));
  expect(() => find(manifests, 'Service', 'a')).toThrow(new Error(`expected one Service/a, found 2 in: ${all}`));
  expect(() => find([], 'Service', 'a')).toThrow(new Error('expected one Service/a, found 0 in: nothing'));
});

test('names are listed by kind', () => {
  expect(namesOf(manifests, 'Service')).toEqual(['a', 'a', 'b']);
});
