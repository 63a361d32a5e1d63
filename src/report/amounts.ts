import type { Range } from '../availability';

/** Minutes with three significant digits. */
export function minutes(perYear: number): string {
  return rounded(perYear, Math.abs(perYear) < 0.01 ? 2 : 3);
}

/** Minutes with their range, whose ends have two digits: `129 (68 to 240)`. */
export function minutesWithRange({ value, low, high }: Range): string {
  const [least, most] = [low, high].map((end) => rounded(end, Math.abs(end) < 0.01 ? 1 : 2));
  const isPoint = least === most || (rounded(low, 3) === rounded(value, 3) && rounded(high, 3) === rounded(value, 3));
  return isPoint ? minutes(value) : `${minutes(value)} (${least} to ${most})`;
}

/** A number with some significant digits that is never more than it. */
export function roundedDown(number: number, digits: number): string {
  const near = Number(number.toPrecision(digits));
  if (near <= number) return rounded(near, digits);
  return rounded(near - 10 ** (Math.floor(Math.log10(number)) - digits + 1), digits);
}

/** Seconds in the largest unit that reads well: `50 s`, `5 min`, `1.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${rounded(seconds, 3)} s`;
  return seconds < 2 * 3600 ? `${rounded(seconds / 60, 3)} min` : `${rounded(seconds / 3600, 3)} h`;
}

/** A share as a percentage with two significant digits, and as many nines as it has: `33%`, `0.01%`. */
export function share(fraction: number): string {
  return `${rounded(fraction * 100, fraction >= 0.995 && fraction < 1 ? 4 : 2)}%`;
}

/** A number with some significant digits, and no zeros behind them. Whole numbers keep all of their digits. */
export function rounded(number: number, digits: number): string {
  if (Math.abs(number) >= 10 ** digits) return String(Math.round(Number(number.toPrecision(digits))));
  const text = Number(number.toPrecision(digits));
  return Math.abs(text) < 1e-4 && text !== 0 ? text.toExponential() : String(text);
}
