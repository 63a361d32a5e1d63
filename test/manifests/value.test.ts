import { isEqual } from '../../src/manifests/value';

test.each([
  [
    { a: 1, b: [1, 'x', null] },
    { b: [1, 'x', null], a: 1 },
  ],
  [[], []],
  [{}, {}],
  [Number.NaN, Number.NaN],
])('%j and %j state the same', (one, other) => {
  expect(isEqual(one, other)).toBe(true);
});

test.each([
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: 1, b: 2 }, { a: 1 }],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: '1' }],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [[1], { 0: 1 }],
  [{ 0: 1 }, [1]],
  [{}, null],
  [null, undefined],
  [{ ['__proto__']: 1 }, { a: 1 }],
])('%j and %j differ', (one, other) => {
  expect(isEqual(one, other)).toBe(false);
});
