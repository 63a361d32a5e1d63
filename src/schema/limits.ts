import { isObject } from '../manifests/value';
import { choice, show } from '../manifests/words';
import type { Limits } from './notation';
import type { Complaint } from './scalars';

/** What a value breaks of the limits of its type. Values of the wrong sort break none: they have been complained about. */
export function checkLimits(limits: Limits, value: unknown): Complaint[] {
  if (limits.values && !limits.values.includes(value)) {
    return [
      {
        problem: 'not-in-enum',
        message: `${show(value)} is none of the values that it can have`,
        fix: `use ${choice(limits.values.map(String))}`,
      },
    ];
  }
  if (typeof value === 'string') return checkText(limits, value);
  if (typeof value === 'number') return range(limits.minimum, limits.maximum, value, show(value), 'a number');
  if (Array.isArray(value)) {
    if (value.length === 0 && limits.minItems) return [{ problem: 'out-of-range', message: 'the list is empty', fix: 'add an item' }];
    return [
      ...range(limits.minItems, limits.maxItems, value.length, `a list of ${value.length}`, 'a length'),
      ...duplicates(limits.keys, value),
    ];
  }
  return isObject(value) ? checkFields(limits, value) : [];
}

function checkFields(limits: Limits, value: Record<string, unknown>): Complaint[] {
  const size = Object.keys(value).length;
  const complaints = range(limits.minProperties, limits.maxProperties, size, `an object with ${size} keys`, 'a number of keys');
  if (!limits.oneOf && !limits.oneBeside) return complaints;
  const candidates = limits.oneOf ?? Object.keys(value).filter((name) => !limits.oneBeside?.includes(name));
  // An empty name and a port of zero are no more there than null is.
  const there = candidates.filter((name) => ![undefined, null, '', 0].includes(value[name] as undefined));
  if (there.length > 1) complaints.push(exclusive(there));
  if (there.length === 0 && limits.oneOf) {
    complaints.push({
      problem: 'missing',
      message: 'the one field that matters is missing',
      fix: `write one of ${choice(limits.oneOf)}`,
    });
  }
  return complaints;
}

function exclusive(fields: readonly string[]): Complaint {
  return { problem: 'exclusive', message: `${fields.join(' and ')} can't stand together`, fix: `keep one of ${choice(fields)}` };
}

function checkText(limits: Limits, value: string): Complaint[] {
  const length = [...value].length;
  const complaints = range(limits.minLength, limits.maxLength, length, `${show(value)} with ${length} characters`, 'a length');
  if (limits.pattern !== undefined && !matches(limits.pattern, value)) {
    complaints.push({
      problem: 'syntax',
      message: `${show(value)} doesn't match the pattern of this field`,
      fix: `write what matches ${limits.pattern}`,
    });
  }
  return complaints;
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  const compiled = patterns.get(pattern) ?? new RegExp(pattern);
  patterns.set(pattern, compiled);
  return compiled.test(value);
}

function range(least: number | undefined, most: number | undefined, value: number, shown: string, what: string): Complaint[] {
  if ((least === undefined || value >= least) && (most === undefined || value <= most)) return [];
  const bounds = least === undefined ? `up to ${most}` : most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
  return [{ problem: 'out-of-range', message: `${shown} is out of range`, fix: `use ${what} ${bounds}` }];
}

function duplicates(keys: readonly string[] | undefined, items: readonly unknown[]): Complaint[] {
  if (!keys) return [];
  const seen = new Map<string, number>();
  const complaints: Complaint[] = [];
  for (const [index, item] of items.entries()) {
    const identity = JSON.stringify(keys.length === 0 ? item : keys.map((key) => (isObject(item) ? item[key] : undefined)));
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, index);
    else complaints.push(duplicate(keys, first, index));
  }
  return complaints;
}

function duplicate(keys: readonly string[], first: number, index: number): Complaint {
  const what = keys.length === 0 ? 'are equal' : `have the same ${keys.join(' and ')}`;
  return { problem: 'duplicate', message: `items ${first} and ${index} ${what}`, fix: 'remove one or make them differ' };
}
