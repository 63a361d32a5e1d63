import { shareOfTime } from './interval';

test('the share is that of all observers, and a stretch counts in the batches that it lies in', () => {
  const always = [{ from: 0, to: 100 }];
  expect(shareOfTime([always, []], 100, 10)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
});

test('the interval is that of Student t over the means of the batches', () => {
  // Down in one batch of ten: mean 0.1, standard error sqrt(0.1 / 10).
  const { mean, low, high } = shareOfTime([[{ from: 10, to: 20 }]], 100, 10);
  expect(mean).toBeCloseTo(0.1, 12);
  expect(high - mean).toBeCloseTo(2.262 * 0.1, 12);
  expect(low).toBe(0);
});
