import { nearest } from './nearest';

/** Up to this many names are compared one by one; of more, only those one letter away. */
const few = 64;

/** The maximum length of a name in Kubernetes. */
const longest = 253;

/** Existing names, to find the one that a misspelled name stands for, in constant time for any number of names. */
export class Spelling {
  private readonly names = new Set<string>();
  private byVariant: Map<string, string[]> | undefined;

  add(name: string): void {
    this.names.add(name);
    this.byVariant = undefined;
  }

  /** The closest name. */
  nearest(word: string): string | undefined {
    if (word.length > longest) return undefined;
    return nearest(word, this.names.size <= few ? this.sane() : this.neighbours(word));
  }

  /** The name that this one is a typo of; see {@link isTypo}. */
  typo(word: string, unless: (name: string) => boolean = () => false): string | undefined {
    if (word.length > longest) return undefined;
    return this.neighbours(word).find((name) => isTypo(word, name) && !unless(name));
  }

  private sane(): readonly string[] {
    return [...this.names].filter((name) => name.length <= longest);
  }

  /** Words that are one letter apart share a variant, and so do some that are two letters apart. */
  private neighbours(word: string): readonly string[] {
    if (!this.byVariant) {
      this.byVariant = new Map();
      for (const name of this.sane()) for (const variant of variants(name)) this.remember(variant, name);
    }
    const found = new Set<string>();
    for (const variant of variants(word)) for (const name of this.byVariant.get(variant) ?? []) found.add(name);
    found.delete(word);
    return [...found];
  }

  private remember(variant: string, name: string): void {
    const known = this.byVariant?.get(variant);
    // If hundreds of names share a variant, such as names that differ in a digit, it is not a clue.
    if (!known) this.byVariant?.set(variant, [name]);
    else if (known.length < few) known.push(name);
  }
}

/** A word, and the word without each one of its letters. */
function variants(word: string): ReadonlySet<string> {
  const found = new Set([word]);
  for (let at = 0; at < word.length; at++) found.add(word.slice(0, at) + word.slice(at + 1));
  return found;
}

/**
 * Whether two names differ by one typo: an extra or missing letter, two swapped letters, or, in a long name, a wrong letter. Names that differ in a
 * digit are siblings, and so are short names: `app-tls` and `api-tls`, `db-1` and `db-2`. Of a short name, the plural alone is one: `cart`, `carts`.
 */
export function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length >= 3 && long === `${short}s`) return true;
  if (short === long || short.length < 5 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = (word: string, skip: number) => word.slice(start + skip);
  if (long.length > short.length) return !isDigit(long[start]) && long[start] !== '-' && rest(short, 0) === rest(long, 1);
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start] && rest(short, 2) === rest(long, 2);
  if (swapped) return true;
  return short.length >= 10 && rest(short, 1) === rest(long, 1) && !isDigit(short[start]) && !isDigit(long[start]);
}

function isDigit(letter: string | undefined): boolean {
  return letter !== undefined && letter >= '0' && letter <= '9';
}
