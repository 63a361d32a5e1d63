import type { WrittenCatalog, WrittenDifference } from '../../src/schema/notation';

/** The difference from `base` to `other`. Definitions that `other` does not use remain: nothing refers to them. */
export function difference(base: WrittenCatalog, other: WrittenCatalog): WrittenDifference {
  const definitions = Object.entries(other.definitions).filter(([name, type]) => !same(type, base.definitions[name]));
  const kinds: Record<string, Record<string, WrittenDifference['kinds'][string][string]>> = {};
  for (const apiVersion of new Set([...Object.keys(base.kinds), ...Object.keys(other.kinds)])) {
    const [before, after] = [base.kinds[apiVersion] ?? {}, other.kinds[apiVersion] ?? {}];
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((kind) => !same(before[kind], after[kind]));
    if (changed.length > 0) kinds[apiVersion] = Object.fromEntries(changed.map((kind) => [kind, after[kind] ?? null]));
  }
  return { release: other.release, kinds, definitions: Object.fromEntries(definitions) };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
