import type { Diagnostic } from '../manifests/diagnostic';
import { valueType } from './schema/value-type';

/**
 * The findings about an object without those that follow from a value of the wrong type, which is told instead.
 *
 * Whatever is read from a list or an object that is something else is read as missing, so nothing else is said of the object that holds it. A scalar of
 * the wrong type misleads only about itself.
 *
 * @param validating the rules that look at each value by itself: what they find is true beside a wrong type
 */
export function withoutConsequences(findings: readonly Diagnostic[], validating: ReadonlySet<string>): readonly Diagnostic[] {
  const misread = findings.filter(({ rule }) => rule === valueType.id).map(scopeOf);
  if (misread.length === 0) return findings;
  const isWithin = (pointer: string) => misread.some((scope) => pointer === scope || pointer.startsWith(`${scope}/`));
  return findings.filter(({ rule, place: { pointer = '' } }) => validating.has(rule) || !isWithin(pointer));
}

/** The part of an object that a wrong type misleads about. */
function scopeOf({ message, place: { pointer = '' } }: Diagnostic): string {
  const isStructure = /^must be (?:a list|an object)\b/.test(message);
  return isStructure ? pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))) : pointer;
}
