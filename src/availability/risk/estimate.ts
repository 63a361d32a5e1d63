import type { Failure } from '../../cluster/rate';
import type { Basis, Estimate, Range } from './risk';

/** Seconds of a mean Gregorian year: 8766 hours. */
export const YEAR = 8766 * 3600;

/** An exact figure. */
export function exactly(value: number, source: string, basis: Basis, because?: string): Estimate {
  return { value, low: value, high: value, source, basis, ...(because === undefined ? {} : { because }) };
}

/** A figure that may be smaller or larger by a factor. */
export function within(value: number, factor: number, source: string, basis: Basis, because?: string): Estimate {
  return { ...exactly(value, source, basis, because), low: value / factor, high: value * factor };
}

/** Failures a year. A cycle is the mean uptime and a repair. */
export function perYear(failure: Failure): number {
  return failure === 'never' ? 0 : YEAR / (failure.mtbf + failure.mttr);
}

/** Ranges of what adds up. The ends are added too: rows share their rates, so they may all be at one end together. */
export function total(ranges: readonly Range[]): Range {
  const sum = (read: (range: Range) => number) => ranges.reduce((sofar, range) => sofar + read(range), 0);
  return { value: sum((it) => it.value), low: sum((it) => it.low), high: sum((it) => it.high) };
}

/** Each end of a range by itself. */
export function mapped(range: Range, change: (figure: number) => number): Range {
  return { value: change(range.value), low: change(range.low), high: change(range.high) };
}

/** The product of figures that aren't negative. */
export function product(...ranges: readonly Range[]): Range {
  const times = (read: (range: Range) => number) => ranges.reduce((sofar, range) => sofar * read(range), 1);
  return { value: times((it) => it.value), low: times((it) => it.low), high: times((it) => it.high) };
}
