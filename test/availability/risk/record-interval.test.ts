import { chiSquareQuantile, countInterval, meanInterval, rateInterval } from '../../../src/availability/risk/record-interval';

/** As close as 12 digits: the figures beside are those of scipy 1.16 (scipy.stats.chi2.ppf, nbinom.ppf, poisson.ppf). */
function expectClose(found: number, expected: number): void {
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-11);
}

test.each([
  [1, 0.05, 0.003932140000019522],
  [1, 0.5, 0.454936423119572],
  [1, 0.95, 3.841458820694124],
  [2, 0.05, 0.10258658877510106],
  [2, 0.5, 1.386294361119891],
  [3, 0.95, 7.814727903251179],
  [7, 0.05, 2.167349909298057],
  [7, 0.95, 14.067140449340169],
  [31, 0.5, 30.33594245819813],
  [401, 0.05, 355.58282219445107],
  [401, 0.95, 448.690621241841],
])('the chi-square quantile of %d degrees at %d', (degrees, p, expected) => {
  expectClose(chiSquareQuantile(p, degrees), expected);
});

test.each([
  [0, 2, 0.0009830350000048806, 0.25, 0.960364705173531],
  [1, 1, 0.17592315887463572, 1.5, 3.9073639516255896],
  [3, 2, 0.5418374773245143, 1.75, 3.516785112335042],
  [12, 5, 1.4611407639483311, 2.5, 3.765248413348277],
  [100, 3.5, 24.170902836112074, 100.5 / 3.5, 33.58235852050765],
])('%d events in %d years', (events, years, low, value, high) => {
  const found = rateInterval(events, years);
  expectClose(found.low, low);
  expectClose(found.value, value);
  expectClose(found.high, high);
});

test.each([
  [30, 1, 10.014246020860027, 584.8717723867107],
  [30, 4, 15.476568966873533, 87.82725921385048],
  [12, 30, 9.104480228235042, 16.671313620139074],
])('a mean of %d from %d durations', (mean, count, low, high) => {
  const found = meanInterval(mean, count);
  expect(found.value).toBe(mean);
  expectClose(found.low, low);
  expectClose(found.high, high);
});

const exactly = (value: number) => ({ value, low: value, high: value });

test.each([
  ['a rate without a range is Poisson', exactly(2.8), 2, { low: 2, high: 10 }],
  ['so is a rare event', exactly(0.3), 1, { low: 0, high: 1 }],
  ['and a frequent one', exactly(100), 2.5, { low: 224, high: 276 }],
  ['a rate with a factor of two each way is negative binomial', { value: 10, low: 5, high: 20 }, 3, { low: 12, high: 55 }],
  ['what never happens is never counted', exactly(0), 5, { low: 0, high: 0 }],
])('the counts to expect: %s', (_, rate, years, expected) => {
  expect(countInterval(rate, years)).toEqual(expected);
});

test('a wider range of a rate never narrows the counts', () => {
  let before = countInterval(exactly(10), 2);
  for (const factor of [1.1, 1.5, 2, 3, 10]) {
    const found = countInterval({ value: 10, low: 10 / factor, high: 10 * factor }, 2);
    expect(found.low).toBeLessThanOrEqual(before.low);
    expect(found.high).toBeGreaterThanOrEqual(before.high);
    before = found;
  }
});

test('a rate that may be zero leads to no more than a vague expectation', () => {
  expect(countInterval({ value: 2, low: 0, high: 6 }, 1).low).toBe(0);
});
