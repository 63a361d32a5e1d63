import { Duration, Size } from 'cdk8s';
import { wholeMebibytes, wholeSeconds } from '../../../src/constructs/parts/rounding';

test('fractions of seconds and mebibytes are rounded up', () => {
  expect([wholeSeconds(Duration.millis(1500)), wholeSeconds(Duration.minutes(1))]).toEqual([2, 60]);
  expect([wholeMebibytes(Size.kibibytes(100)), wholeMebibytes(Size.gibibytes(1.5))]).toEqual([1, 1536]);
});
