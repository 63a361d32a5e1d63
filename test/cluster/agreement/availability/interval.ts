import type { Stretch } from './logbook';

/** A mean and the interval that holds the true one with a probability of 95 %. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Quantiles of Student's t distribution for 0.975, by degrees of freedom. Source: scipy.stats.t.ppf. */
const QUANTILES: Readonly<Record<number, number>> = { 9: 2.262, 19: 2.093 };

/**
 * The share of the time that some stretches take, averaged over several observers of the same time.
 *
 * Method of batch means: the time is cut into batches, long enough to be nearly independent of each other, and the batches' means are a sample of
 * which Student's t gives the interval. Source: Law, Simulation Modeling and Analysis, 5th edition (2015), section 9.5.3.
 */
export function shareOfTime(observers: readonly (readonly Stretch[])[], time: number, batches: 10 | 20 = 20): Estimate {
  const length = time / batches;
  const means = Array.from({ length: batches }, (_, batch) => {
    const within = { from: batch * length, to: (batch + 1) * length };
    const shares = observers.map((stretches) => stretches.reduce((sum, stretch) => sum + overlap(stretch, within), 0) / length);
    return average(shares);
  });
  const mean = average(means);
  const variance = means.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (batches - 1);
  const half = (QUANTILES[batches - 1] as number) * Math.sqrt(variance / batches);
  return { mean, low: Math.max(0, mean - half), high: mean + half };
}

function overlap(one: Stretch, other: Stretch): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
