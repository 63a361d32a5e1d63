import { Duration } from 'cdk8s';
import { type ShutdownProps, shutdownOf } from '../../../src/constructs/web-service/shutdown';
import { chartOf } from '../../objects';

const shutdown = (props: ShutdownProps) => shutdownOf(chartOf(), props);
const seconds = (amount: number) => Duration.seconds(amount);

test('it drains, and then has time to answer what is still there', () => {
  expect(shutdown({})).toEqual({ drain: 20, gracePeriod: 60 });
  expect(shutdown({ drain: seconds(5), gracePeriod: seconds(6) })).toEqual({ drain: 5, gracePeriod: 6 });
});

test.each([
  [60, 60],
  [90, 60],
  [0, 60],
])('a drain of %d seconds in a grace period of %d is refused', (drain, gracePeriod) => {
  expect(() => shutdown({ drain: seconds(drain), gracePeriod: seconds(gracePeriod) })).toThrow(
    new Error(
      `chart 'test': drain must be at least 1 second and shorter than the grace period of ${gracePeriod} seconds, got ${drain}; shorten it or lengthen gracePeriod`,
    ),
  );
});

test('parts of a second are refused', () => {
  const problem = (name: string) => new Error(`chart 'test': ${name} must be a whole number of seconds, got 1.5; round it up`);
  expect(() => shutdown({ drain: Duration.millis(1500) })).toThrow(problem('drain'));
  expect(() => shutdown({ gracePeriod: Duration.millis(1500) })).toThrow(problem('gracePeriod'));
});
