import { provableTarget } from '../../src/availability/promise';

type Result = Parameters<typeof provableTarget>[0];

function provable(upper: number, target: number | undefined, more: Partial<Result> = {}): string | undefined {
  return provableTarget({
    target,
    singlePointsOfFailure: [],
    stuck: [],
    unavailability: { lower: 0, upper },
    ...more,
  } as unknown as Result);
}

test('is the figure rounded down, with two digits behind the nines', () => {
  expect([provable(0.0006, 0.9995), provable(0.00061, 0.9995), provable(0.000_012_5, 0.999_999)]).toEqual([
    '99.940%',
    '99.939%',
    '99.9987%',
  ]);
  expect([provable(0.04, 0.99), provable(0.4, 0.99)]).toEqual(['96.0%', '60%']);
});

test('is not said where the target is kept, or none is asked', () => {
  expect([provable(0.0005, 0.999), provable(0.5, 0.5), provable(0.1, undefined)]).toEqual([undefined, undefined, undefined]);
});

test('is not said of a service that is down half of the time', () => {
  expect([provable(0.5, 0.9), provable(0.51, 0.9)]).toEqual(['50%', undefined]);
});

test('is not said where something else is in the way', () => {
  const one = [{}] as never;
  expect([provable(0.01, 0.999, { singlePointsOfFailure: one }), provable(0.01, 0.999, { stuck: one })]).toEqual([undefined, undefined]);
});
