/** Manifests may contain anything, so every value is unknown until it is checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

const none: JsonObject = Object.freeze(Object.create(null));

/** Whether a value is an object that is not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The steps from a value to one within it. */
type Steps = readonly (string | number)[];

/** The value at a path; undefined if any step is missing. Only own properties count, so `__proto__` is a name like any other. */
export function valueAt(value: unknown, ...path: Steps): unknown {
  return valueIn(value, path);
}

/** The same of a path that is a list already: reading asks for hundreds of values of each object, and needs no copies of their paths. */
export function valueIn(value: unknown, path: Steps): unknown {
  let here: unknown = value;
  for (let at = 0; at < path.length; at++) {
    const step = path[at] as string | number;
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** The object at a path; empty if there is none. */
export function objectAt(value: unknown, ...path: Steps): JsonObject {
  const found = valueIn(value, path);
  return isObject(found) ? found : none;
}

/** The list at a path; empty if there is none. */
export function listAt(value: unknown, ...path: Steps): readonly unknown[] {
  const found = valueIn(value, path);
  return Array.isArray(found) ? found : [];
}

/** The string at a path. */
export function textAt(value: unknown, ...path: Steps): string | undefined {
  const found = valueIn(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** The non-negative integer at a path. */
export function countAt(value: unknown, ...path: Steps): number | undefined {
  const found = valueIn(value, path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}

/** The entries of an object whose values are strings, such as labels. */
export function textsAt(value: unknown, ...path: Steps): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const found = valueIn(value, path);
  if (isObject(found)) for (const [name, text] of Object.entries(found)) if (typeof text === 'string') texts.set(name, text);
  return texts;
}

/** Whether two values state the same; the order of fields doesn't count. Pages in a browser need it too, which lack Node's own comparison. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, at) => isEqual(item, other[at]));
  if (!isObject(one) || !isObject(other)) return false;
  const fields = Object.keys(one);
  return (
    fields.length === Object.keys(other).length && fields.every((field) => Object.hasOwn(other, field) && isEqual(one[field], other[field]))
  );
}
