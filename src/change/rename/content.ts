import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { isObject } from '../../manifests/value';

/** The fields that say what an object is, and not what is in it. */
const identity = ['apiVersion', 'kind', 'metadata'];

/**
 * What is in an object, one text for each value in it, without its identity. Long texts count by line. Its own name is left out, so that two objects of
 * different names with the same content have the same values. None for an object that consists of its identity.
 */
export function valuesOf({ root, name }: KubernetesObject): ReadonlySet<string> {
  return known(nameless, root, () => valuesIn(root.value, withoutName(name)));
}

/** The same with its own name. */
function namedValuesOf({ root }: KubernetesObject): ReadonlySet<string> {
  return known(named, root, () => valuesIn(root.value, withoutName('')));
}

/** An object is compared with several. */
const [nameless, named] = [new WeakMap<Place, ReadonlySet<string>>(), new WeakMap<Place, ReadonlySet<string>>()];

function known(values: WeakMap<Place, ReadonlySet<string>>, root: Place, find: () => ReadonlySet<string>): ReadonlySet<string> {
  const found = values.get(root) ?? find();
  values.set(root, found);
  return found;
}

function valuesIn(object: unknown, nameless: (text: string) => string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!isObject(object)) return found;
  for (const [field, value] of Object.entries(object)) if (!identity.includes(field)) collect(value, field, nameless, found);
  return found;
}

function collect(value: unknown, path: string, nameless: (text: string) => string, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, nameless, found);
  else if (isObject(value)) for (const [field, part] of Object.entries(value)) collect(part, `${path}.${nameless(field)}`, nameless, found);
  else for (const line of nameless(String(value)).split('\n')) found.add(`${path}=${line}`);
}

/** Replaces a name wherever it stands as a word: `web` in `web-nodes`, and not in `website`. */
export function withoutName(name: string): (text: string) => string {
  if (name === '') return (text) => text;
  const word = new RegExp(`(?<![A-Za-z0-9])${name.replaceAll(/[^A-Za-z0-9-]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
  return (text) => text.replaceAll(word, '\0');
}

/** How much of two objects is the same, from 0 to 1: where each has its own name, or where both have the name of something else. */
export function similarity(one: KubernetesObject, other: KubernetesObject): number {
  return Math.max(share(valuesOf(one), valuesOf(other)), share(namedValuesOf(one), namedValuesOf(other)));
}

/** The share of equal values of the larger one. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const larger = Math.max(one.size, other.size);
  let same = 0;
  for (const value of one) if (other.has(value)) same++;
  return larger === 0 ? 0 : same / larger;
}
