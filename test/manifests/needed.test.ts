import { neededIn, podsNeeded } from '../../src/manifests/needed';

test.each([
  ['1', 1],
  ['2', 2],
  ['999999', 999_999],
  ['1%', '1%'],
  ['60%', '60%'],
  ['100%', '100%'],
  ['majority', 'majority'],
])('%j is what is needed', (text, needed) => {
  expect(neededIn(text)).toBe(needed);
});

test.each(['', '0', '-1', '01', '1.5', '1000000', 'x1', '1x', '0%', '101%', '1.5%', '%', 'Majority', 'all'])(
  '%j does not say what is needed',
  (text) => {
    expect(neededIn(text)).toBeUndefined();
  },
);

test('a majority is more than half', () => {
  expect([1, 2, 3, 4, 5].map((replicas) => podsNeeded('majority', replicas))).toEqual([1, 2, 2, 3, 3]);
});

test('a percentage is rounded up, and asks for a pod at least', () => {
  expect([3, 4, 5].map((replicas) => podsNeeded('50%', replicas))).toEqual([2, 2, 3]);
  expect([podsNeeded('1%', 3), podsNeeded('100%', 3), podsNeeded('1%', 0)]).toEqual([1, 3, 1]);
});

test('a number stands for itself', () => {
  expect(podsNeeded(4, 3)).toBe(4);
});
