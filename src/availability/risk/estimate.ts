import type { Failure } from '../../cluster/rate';
import type { Basis, Estimate, Range } from './risk';

/** Seconds of a mean Gregorian year: 8766 hours. */
export const YEAR = 8766 * 3600;

/** Where a figure comes from. */
export interface Origin {
  readonly source: string;
  readonly url?: string;
  readonly basis: Basis;
  readonly because?: string;
}

/** An exact figure. */
export function exactly(value: number, origin: Origin): Estimate {
  return { ...origin, value, low: value, high: value };
}

/** A figure with its lowest and highest value. */
export function between(low: number, value: number, high: number, origin: Origin): Estimate {
  return { ...origin, value, low, high };
}

/** A figure that may be smaller or larger by a factor. */
export function within(value: number, factor: number, origin: Origin): Estimate {
  return { ...origin, value, low: value / factor, high: value * factor };
}

/** The same figure after a calculation that keeps the order. */
export function changed(estimate: Estimate, change: (figure: number) => number, because?: string): Estimate {
  return { ...estimate, ...mapped(estimate, change), ...(because === undefined ? {} : { because }) };
}

/** The smaller of two figures, with the source of it. */
export function shorter(one: Estimate, other: Estimate): Estimate {
  const least = one.value <= other.value ? one : other;
  return { ...least, low: Math.min(one.low, other.low), high: Math.min(one.high, other.high) };
}

/** Two times one after the other, with the source of the first. */
export function after(one: Estimate, other: Estimate): Estimate {
  return { ...one, ...total([one, other]), because: `${one.source}, then ${other.source}` };
}

/** The larger of two figures, with the source of it. */
export function longer(one: Estimate, other: Estimate): Estimate {
  const most = one.value >= other.value ? one : other;
  return { ...most, low: Math.max(one.low, other.low), high: Math.max(one.high, other.high) };
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

/**
 * Rates of several causes that add up, as one: the formula has a summand for each, in the order of their sources. What is published comes first, and the address is that
 * of the first. Nobody knows a sum better than its summands, so it is an assumption where one of them is.
 */
export function added(parts: readonly Estimate[]): Estimate {
  const found = parts.filter(({ high }) => high > 0);
  const isAssumed = ({ basis }: Estimate) => Number(basis === 'assumption');
  const isNowhere = ({ url }: Estimate) => Number(url === undefined);
  const all = [...(found.length > 0 ? found : parts)].sort(
    (a, b) => isAssumed(a) - isAssumed(b) || isNowhere(a) - isNowhere(b) || b.value - a.value,
  );
  const [first] = all as [Estimate, ...Estimate[]];
  return {
    ...first,
    ...total(all),
    source: [...new Set(all.map(({ source }) => source))].join('; '),
    basis: all.some(isAssumed) ? 'assumption' : first.basis,
    because: all.map(({ because, value }) => because ?? value.toPrecision(3)).join(' + '),
  };
}

/**
 * Several causes with one effect as one: their events add up, and the share of each event is their mean. The mean is weighted by the events at each end, so that no end of
 * the product is inside of what the causes come to one by one.
 */
export function together(parts: readonly { readonly events: Estimate; readonly share: Estimate }[]): { events: Estimate; share: Estimate } {
  const all = [...parts].sort((a, b) => b.events.value - a.events.value) as [(typeof parts)[number], ...typeof parts];
  const events = added(all.map((it) => it.events));
  const mean = (end: keyof Range) => all.reduce((sum, it) => sum + it.events[end] * it.share[end], 0) / events[end] || 0;
  const value = mean('value');
  return {
    events,
    share: {
      ...all[0].share,
      value,
      low: Math.min(value, mean('low')),
      high: Math.max(value, mean('high')),
      because: [...new Set(all.flatMap((it) => it.share.because ?? []))].join('; '),
    },
  };
}

/** Each end of a range by itself. */
export function mapped(range: Range, change: (figure: number) => number): Range {
  return { value: change(range.value), low: change(range.low), high: change(range.high) };
}

/** Minutes of a year: no cause, and no sum of causes, takes more than all 525 960 of them. */
export function withinYear(minutes: Range): Range {
  return mapped(minutes, (it) => Math.min(it, YEAR / 60));
}

/** The product of figures that aren't negative. */
export function product(...ranges: readonly Range[]): Range {
  const times = (read: (range: Range) => number) => ranges.reduce((sofar, range) => sofar * read(range), 1);
  return { value: times((it) => it.value), low: times((it) => it.low), high: times((it) => it.high) };
}
