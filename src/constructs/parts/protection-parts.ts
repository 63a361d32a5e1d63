import { secondsOf } from './amount';
import type { CircuitBreaker, Protection, ProtectionPart, ProtectionShortcomings } from './protection';
import { isPlain } from './record';
import type { Refusal } from './refuse';
import { shown } from './shown';

/** What is wrong with a value, and what to write instead; undefined for a valid one. */
type Check = (value: unknown) => { readonly message: string; readonly fix: string } | undefined;

const seconds: Check = (value) => {
  const found = secondsOf(value as never);
  if (found !== undefined && found >= 1 && Number.isInteger(found)) return undefined;
  return { message: `must be a Duration of whole seconds, 1 or more, got ${found ?? shown(value)}`, fix: 'write Duration.seconds(5)' };
};
const count: Check = (value) =>
  Number.isInteger(value) && (value as number) >= 1
    ? undefined
    : { message: `must be a whole number of 1 or more, got ${shown(value)}`, fix: 'write a number such as 5' };
const percentage: Check = (value) => {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(typeof value === 'string' ? value : '')?.[1];
  if (percent !== undefined && Number(percent) > 0 && Number(percent) < 100) return undefined;
  return { message: `must be a percentage between 0% and 100%, got ${shown(value)}`, fix: "write a text such as '50%'" };
};
const STATUSES: readonly unknown[] = [500, 502, 503, 504];
const statuses: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((status) => STATUSES.includes(status)) && new Set(value).size === value.length
    ? undefined
    : { message: `must be a list of different statuses out of ${STATUSES.join(', ')}, got ${shown(value)}`, fix: 'write [502, 503, 504]' };

const CHECKS: Readonly<Record<keyof Protection, Check | Readonly<Record<string, Check>>>> = {
  outlier: { failures: count, pause: seconds },
  retry: statuses,
  circuitBreaker: { failing: percentage, pause: seconds },
  concurrency: count,
  timeout: seconds,
};

/** Who protects, and the parts that it lacks. */
export interface Protector {
  /** It as part of a message: `the class 'traefik'`. */
  readonly is: string;
  readonly cannot: ProtectionShortcomings;
}

/** The refusals of invalid parts of a protection, and of those that whoever protects lacks. */
export function protectionRefusals(setting: string, value: unknown, by: Protector): readonly Refusal[] {
  return partRefusals(setting, value, CHECKS, by);
}

function partRefusals(
  setting: string,
  value: unknown,
  checks: Readonly<Record<string, Check | Readonly<Record<string, Check>>>>,
  by: Protector,
  path = '',
): readonly Refusal[] {
  const names = Object.keys(checks);
  if (!isPlain(value) || !Object.keys(value).every((part) => names.includes(part))) {
    const message = `must be an object with ${names.join(', ')}, got ${shown(value)}`;
    return [{ setting, message, fix: `write an object with some of these, or omit ${setting}` }];
  }
  return Object.entries(value)
    .filter(([, given]) => given !== undefined)
    .flatMap(([part, given]) => {
      const at = `${setting}.${part}`;
      const instead = by.cannot[`${path}${part}` as ProtectionPart];
      const check = checks[part] as Check | Readonly<Record<string, Check>>;
      if (instead !== undefined) return [{ setting: at, message: `isn't supported by ${by.is}, got ${writtenValue(given)}`, fix: instead }];
      if (typeof check !== 'function') return partRefusals(at, given, check, by, `${part}.`);
      const wrong = check(given);
      return wrong ? [{ setting: at, ...wrong }] : [];
    });
}

/** When a circuit breaker opens, in percent of failures, and for how many seconds. */
export function breakerOf({ failing = '50%', pause }: CircuitBreaker): { readonly percent: number; readonly seconds: number } {
  return { percent: Number.parseFloat(failing), seconds: (pause && secondsOf(pause)) ?? 5 };
}

/** A value as text that is the same for equal values. */
export function writtenValue(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    const found = secondsOf(part);
    if (found !== undefined) return `${found} s`;
    return isPlain(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part;
  });
}
