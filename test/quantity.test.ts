import { bytes, cores } from '../lib/quantity';

test('quantities are numbers of bytes and processors', () => {
  expect([bytes('512Mi'), bytes('1.5Gi'), bytes('2k'), cores('500m'), cores('2')]).toEqual([2 ** 29, 1.5 * 2 ** 30, 2000, 0.5, 2]);
});

test('what is no quantity is refused', () => {
  expect(() => bytes('much')).toThrow(new Error("'much' is no Kubernetes quantity; write for example 500m, 2 or 512Mi"));
});
