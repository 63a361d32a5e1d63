import type { Mistake } from './diagnostic';
import { show } from './words';

/** Parses a target such as `99.95%` or `99.95` into a fraction; undefined unless it is above 1% and at most 100%. */
export function parseTarget(target: string | number): number | undefined {
  const percent = percentOf(target);
  if (percent === undefined || Number(percent) <= 1 || Number(percent) > 100) return undefined;
  // Shifting the decimal point in the text keeps 99.95% equal to the literal 0.9995; dividing by 100 does not.
  return Number(`${percent}e-2`);
}

/** Formats a fraction as a percentage without binary rounding noise: `99.95%`. */
export function percentageOf(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(10))}%`;
}

/** The percentage that a target of 1 or less probably stands for: no one promises 0.9999%. */
export function percentageMeant(target: string | number): string | undefined {
  const percent = percentOf(target);
  return percent !== undefined && Number(percent) > 0 && Number(percent) <= 1 ? String(Number(`${percent}e2`)) : undefined;
}

/** The problem with a target; undefined if it is valid. */
export function targetMistake(target: string | number): Mistake | undefined {
  if (parseTarget(target) !== undefined) return undefined;
  const meant = percentageMeant(target);
  if (meant !== undefined) return { message: `${show(String(target))} is a fraction, must be a percentage`, fix: `write ${meant}%` };
  return { message: `${show(String(target))} is not a percentage above 1% and up to 100%`, fix: 'write a percentage such as 99.95%' };
}

function percentOf(target: string | number): string | undefined {
  return /^(\d{1,3}(?:\.\d{1,12})?)\s*%?$/.exec(String(target).trim())?.[1];
}

/**
 * A count that may be written as a percentage of a total.
 *
 * Source: k8s.io/apimachinery/pkg/util/intstr, GetScaledValueFromIntOrPercent.
 */
export function countOf(value: unknown, total: number, rounding: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const percent = typeof value === 'string' ? parsePercent(value) : undefined;
  if (percent === undefined) return undefined;
  return rounding === 'up' ? Math.ceil((percent * total) / 100) : Math.floor((percent * total) / 100);
}

/**
 * Parses a percentage as Kubernetes does, without fractions: `25%`; undefined if it is invalid.
 *
 * Source: k8s.io/apimachinery/pkg/util/validation, IsValidPercent.
 */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,15})%$/.exec(text);
  return match ? Number(match[1]) : undefined;
}
