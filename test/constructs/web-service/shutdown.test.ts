import { Duration } from 'cdk8s';
import { requireShutdown, type ShutdownProps, shutdownOf } from '../../../src/constructs/web-service/shutdown';
import { chartOf } from '../../objects';

const check = (props: ShutdownProps) => () => requireShutdown(chartOf(), props);
const seconds = (amount: number) => Duration.seconds(amount);

test('it drains, and then has time to answer what is still there', () => {
  expect(shutdownOf({})).toEqual({ drain: 20, gracePeriod: 60 });
  expect(shutdownOf({ drain: seconds(5), gracePeriod: seconds(6) })).toEqual({ drain: 5, gracePeriod: 6 });
});

test.each([
  [60, 60],
  [90, 60],
  [0, 60],
])('a drain of %d seconds in a grace period of %d is refused', (drain, gracePeriod) => {
  expect(check({ drain: seconds(drain), gracePeriod: seconds(gracePeriod) })).toThrow(
    new Error(
      `chart 'test': drain must be at least 1 second and shorter than the grace period of ${gracePeriod} seconds, got ${drain}; shorten drain, or lengthen gracePeriod`,
    ),
  );
});

test('parts of a second are refused, and what is not a Duration', () => {
  const problem = (name: string, got = '1.5') =>
    new Error(`chart 'test': ${name} must be a Duration of whole seconds, got ${got}; write for example Duration.seconds(20)`);
  expect(check({ drain: Duration.millis(1500) })).toThrow(problem('drain'));
  expect(check({ gracePeriod: Duration.millis(1500) })).toThrow(problem('gracePeriod'));
  expect(check({ drain: 20 as never })).toThrow(problem('drain', '20'));
  expect(check({ gracePeriod: '60s' as never })).toThrow(problem('gracePeriod', "'60s'"));
});
