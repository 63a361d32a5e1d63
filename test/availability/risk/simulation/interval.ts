import type { Random } from './detection';
import type { Cause, System } from './system';
import { simulated } from './traffic';

/** Minutes of a mean Gregorian year. */
const YEAR = 525_960;

/** The mean of independent runs, and its standard error. */
export interface Mean {
  readonly mean: number;
  readonly error: number;
}

/** Failed minutes a year by cause. @param years of each run */
export function failedMinutes(system: System, { runs = 10, years = 300, rate = 1 } = {}): Readonly<Record<Cause, Mean>> {
  const random = generator(20_261_121);
  const outcomes = Array.from({ length: runs }, () => simulated(system, { seconds: years * YEAR * 60, rate }, random));
  const of = (cause: Cause): Mean => meanOf(outcomes.map(({ requests, failed }) => (failed[cause] / requests) * YEAR));
  return { capacity: of('capacity'), node: of('node'), zone: of('zone'), container: of('container'), drain: of('drain') };
}

/** The mean of values, and its standard error. */
export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

/** mulberry32, by Tommy Ettinger (public domain): 32 bits of state are enough for some million draws. */
export function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
