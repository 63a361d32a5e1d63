import { isObject } from '../manifests/value';
import { choice, show } from '../manifests/words';
import type { Limits } from './notation';
import type { Violation } from './scalars';

/** The limits of its type that a value violates. A value of the wrong type has already been reported and violates none. */
export function checkLimits(limits: Limits, value: unknown): Violation[] {
  if (limits.values && !limits.values.includes(value)) {
    return [
      {
        problem: 'not-in-enum',
        message: `unsupported value ${show(value)}`,
        fix: `use ${choice(limits.values.map(String))}`,
      },
    ];
  }
  if (typeof value === 'string') return checkText(limits, value);
  if (typeof value === 'number') return outOfRange(value, limits.minimum, limits.maximum);
  if (Array.isArray(value)) {
    if (value.length === 0 && limits.minItems)
      return [{ problem: 'out-of-range', message: 'the list must not be empty', fix: 'add an item' }];
    return [...wrongCount('the list', 'item', value.length, limits.minItems, limits.maxItems), ...duplicates(limits.keys, value)];
  }
  return isObject(value) ? checkFields(limits, value) : [];
}

function checkFields(limits: Limits, value: Record<string, unknown>): Violation[] {
  const size = Object.keys(value).length;
  const violations = wrongCount('the object', 'key', size, limits.minProperties, limits.maxProperties);
  if (!limits.oneOf && !limits.oneBeside) return violations;
  const candidates = limits.oneOf ?? Object.keys(value).filter((name) => !limits.oneBeside?.includes(name));
  // An empty name and a port of zero count as unset, like null.
  const there = candidates.filter((name) => ![undefined, null, '', 0].includes(value[name] as undefined));
  if (there.length > 1) violations.push(exclusive(there));
  if (there.length === 0 && limits.oneOf) {
    violations.push({
      problem: 'missing',
      message: 'exactly one of the alternatives is required',
      fix: `set ${choice(limits.oneOf)}`,
    });
  }
  return violations;
}

function exclusive(fields: readonly string[]): Violation {
  return { problem: 'exclusive', message: `${fields.join(' and ')} are mutually exclusive`, fix: `keep only ${choice(fields)}` };
}

function checkText(limits: Limits, value: string): Violation[] {
  const length = [...value].length;
  const violations = wrongCount(show(value), 'character', length, limits.minLength, limits.maxLength);
  if (limits.pattern !== undefined && !matches(limits.pattern, value)) {
    violations.push({
      problem: 'syntax',
      message: `invalid value ${show(value)}`,
      fix: `use a value that matches ${limits.pattern}`,
    });
  }
  return violations;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  const compiled = patterns.get(pattern) ?? new RegExp(pattern);
  patterns.set(pattern, compiled);
  return compiled.test(value);
}

function outOfRange(value: number, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Violation[] {
  if (value >= least && value <= most) return [];
  const bounds =
    least === Number.NEGATIVE_INFINITY
      ? `up to ${most}`
      : most === Number.POSITIVE_INFINITY
        ? `of at least ${least}`
        : `from ${least} to ${most}`;
  return [{ problem: 'out-of-range', message: `${show(value)} is out of range`, fix: `use a number ${bounds}` }];
}

/** A length or a number of parts outside its limits. */
function wrongCount(whole: string, part: string, count: number, least = 0, most = Number.POSITIVE_INFINITY): Violation[] {
  if (count >= least && count <= most) return [];
  const parts = (number: number) => `${number} ${part}${number === 1 ? '' : 's'}`;
  const bounds =
    most === Number.POSITIVE_INFINITY ? `at least ${parts(least)}` : least === 0 ? `at most ${parts(most)}` : `${least} to ${parts(most)}`;
  return [
    { problem: 'out-of-range', message: `${whole} has too ${count < least ? 'few' : 'many'} ${part}s: ${count}`, fix: `use ${bounds}` },
  ];
}

function duplicates(keys: readonly string[] | undefined, items: readonly unknown[]): Violation[] {
  if (!keys) return [];
  const seen = new Map<string, number>();
  const violations: Violation[] = [];
  for (const [index, item] of items.entries()) {
    const identity = JSON.stringify(keys.length === 0 ? item : keys.map((key) => (isObject(item) ? item[key] : undefined)));
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, index);
    else violations.push(duplicate(keys, first, index));
  }
  return violations;
}

function duplicate(keys: readonly string[], first: number, index: number): Violation {
  const what = keys.length === 0 ? 'are equal' : `have the same ${keys.join(' and ')}`;
  return { problem: 'duplicate', message: `duplicate items: ${first} and ${index} ${what}`, fix: 'change or remove one of them' };
}
