import { Duration, Size } from 'cdk8s';
import { bytes, cores, wholeMebibytes, wholeSeconds } from '../../../src/constructs/parts/rounding';

test('quantities are numbers of bytes and processors', () => {
  expect([bytes('512Mi'), bytes('1.5Gi'), bytes('2k'), cores('500m'), cores('2')]).toEqual([2 ** 29, 1.5 * 2 ** 30, 2000, 0.5, 2]);
});

test('what is no quantity is refused', () => {
  expect(() => bytes('much')).toThrow(new Error("'much' is no Kubernetes quantity; write for example 500m, 2 or 512Mi"));
});

test('what is no whole number of seconds or mebibytes becomes the next one', () => {
  expect([wholeSeconds(Duration.millis(1500)), wholeSeconds(Duration.minutes(1))]).toEqual([2, 60]);
  expect([wholeMebibytes(Size.kibibytes(100)), wholeMebibytes(Size.gibibytes(1.5))]).toEqual([1, 1536]);
});
