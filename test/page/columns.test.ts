import fc from 'fast-check';
import { columnsOf, fromColumns } from '../../src/page/columns';
import { runs } from '../budget';

test('JSON is the same again after it was columns', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const json = JSON.stringify(value);
      expect(fromColumns(JSON.parse(JSON.stringify(columnsOf(JSON.parse(json)))))).toEqual(JSON.parse(json));
    }),
    { numRuns: runs(2_000) },
  );
});

test('values of one key stand beside each other, with who has none', () => {
  expect(columnsOf([{ name: 'a', of: [{ x: 1 }] }, { name: 'b', of: [{ x: 2 }, { x: 3 }] }, { name: 'c' }])).toEqual([
    'o',
    3,
    ['name', 'of'],
    [['a', 'a', 'b', 'c']],
    [['l', [1, 2], ['o', 3, ['x'], [['a', 1, 2, 3]]]], '110'],
  ]);
});

test('objects without a key, undefined values and keys of every name are kept as JSON keeps them', () => {
  const value = JSON.parse('[{}, {"__proto__": 1, "constructor": [[], [1]]}]');
  expect(Object.entries((fromColumns(columnsOf(value)) as object[])[1] as object)).toEqual([
    ['__proto__', 1],
    ['constructor', [[], [1]]],
  ]);
  expect(fromColumns(columnsOf([{ a: undefined }, { a: 2 }]))).toEqual([{}, { a: 2 }]);
});
