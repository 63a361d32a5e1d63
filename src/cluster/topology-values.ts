import { roleMistake } from '../manifests/declaration';
import type { Mistake } from '../manifests/diagnostic';
import { parseDuration } from '../manifests/duration';
import { neededIn } from '../manifests/needed';
import { targetMistake } from '../manifests/percentage';
import { parseSignedQuantity } from '../manifests/quantity';
import { mustBe, show } from '../manifests/words';
import { timeOf } from './incidents';
import { isProvidedEntry, PROVIDED_FIX } from './provided';
import { parseShare } from './yearly';

/**
 * The grammars of the values in a topology, by their name in `x-syntax` of the schema: the problem with a value, undefined if it is valid. Without a
 * fix of its own, the fix is to write what the schema describes.
 */
export const syntaxes: Readonly<Record<string, (value: unknown) => Mistake | undefined>> = {
  'kubernetes-version': versionMistake,
  duration: (value) => (isDuration(value) ? undefined : not('a duration', value)),
  'positive-duration': positiveDurationMistake,
  'duration-or-never': (value) => (value === 'never' || isDuration(value) ? undefined : not('a duration', value)),
  quantity: quantityMistake,
  availability: (value) =>
    typeof value === 'string' || typeof value === 'number' ? targetMistake(value) : { message: mustBe('a percentage', value), fix: '' },
  share: (value) => (typeof value === 'string' && parseShare(value) !== undefined ? undefined : not('a share', value)),
  needed: (value) => (isNeeded(value) ? undefined : not('a number of pods', value)),
  'provided-entry': (value) => (isProvidedEntry(value) ? undefined : not('an object reference', value, PROVIDED_FIX)),
  time: (value) => (timeOf(value) === undefined ? not('a day', value) : undefined),
  'elasticsearch-role': (value) => (typeof value === 'string' ? roleMistake(value) : { message: mustBe('a string', value), fix: '' }),
};

/** The problem with a minor version of Kubernetes; undefined if it is valid. */
export function versionMistake(version: unknown): Mistake | undefined {
  // YAML parses an unquoted 1.30 as 1.3, so what was written is lost.
  if (typeof version !== 'string') return { message: mustBe('a string', version), fix: 'write a minor version in quotes, such as "1.36"' };
  if (/^1\.(0|[1-9]\d{0,2})$/.test(version)) return undefined;
  const minor = /^v?(?:1\.(\d{1,3})(?:\.\d+)?|(\d{2,3}))$/
    .exec(version)
    ?.slice(1)
    .find((found) => found !== undefined);
  return not('a minor version of Kubernetes', version, `write '1.${minor ?? '36'}'`);
}

function quantityMistake(value: unknown): Mistake | undefined {
  const number = parseSignedQuantity(value);
  if (number === undefined) return not('a quantity', value);
  return number < 0 ? { message: `${show(value)} is negative`, fix: 'remove the minus sign' } : undefined;
}

function positiveDurationMistake(value: unknown): Mistake | undefined {
  if (!isDuration(value)) return not('a duration', value);
  return parseDuration(value) === 0 ? { message: `${show(value)} must be greater than 0`, fix: '' } : undefined;
}

function isDuration(value: unknown): value is string {
  return typeof value === 'string' && parseDuration(value) !== undefined;
}

/** Text that is a number has lost what was meant: a number needs no quotes. */
function isNeeded(value: unknown): boolean {
  return (typeof value === 'number' || (typeof value === 'string' && !/^\d+$/.test(value))) && neededIn(String(value)) !== undefined;
}

function not(what: string, value: unknown, fix = ''): Mistake {
  return { message: typeof value === 'object' ? mustBe(what, value) : `${show(value)} is not ${what}`, fix };
}
