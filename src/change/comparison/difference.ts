import { fieldPath, type Path } from '../../manifests/pointer';
import { canonicalQuantity, parseSignedQuantity } from '../../manifests/quantity';
import { isObject, type JsonObject } from '../../manifests/value';
import type { Shape } from '../../schema';
import type { Stored } from './stored';

/** A value that differs: an item of a keyed list by its key, and a part that only one side has as a whole. */
export interface Difference {
  /** The steps to it. A step in a keyed list is its key: `containers`, `[backend]`, `image`. */
  readonly path: readonly string[];

  /** The steps to it in the manifest after the change, or before it if it is gone. */
  readonly place: Path;

  /** Undefined if it is not there. */
  readonly before: unknown;
  readonly after: unknown;

  /** Whether only the order of a list differs. */
  readonly isOrder?: true;
}

/** How values are compared. */
interface Comparison {
  /** Whether equal quantities that the server stores as different text differ. */
  readonly byText: (path: readonly string[]) => boolean;

  /** Whether the parts of a value that only one side has are listed one by one. */
  readonly opens: (path: readonly string[]) => boolean;

  /** Whether a list of a custom resource is a set. */
  readonly isSet?: (path: readonly string[]) => boolean;
}

/** The differences between two stored objects, in the order of their fields. */
export function differencesOf(before: Stored, after: Stored, comparison: Comparison): readonly Difference[] {
  const found: Difference[] = [];
  compare({ before: before.value, after: after.value, shape: after.shape, path: [], place: [] }, comparison, found);
  return found;
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
  readonly shape: Shape;
  readonly path: readonly string[];
  readonly place: Path;
}

function compare(pair: Pair, comparison: Comparison, found: Difference[]): void {
  const { before, after, shape, path, place } = pair;
  if (before === after) return;
  if (isObject(before) && isObject(after)) compareFields(pair, before, after, comparison, found);
  else if (Array.isArray(before) && Array.isArray(after)) compareLists(pair, before, after, comparison, found);
  else if (opens(pair, comparison)) compareFields(pair, isObject(before) ? before : {}, isObject(after) ? after : {}, comparison, found);
  else if (!isSame(before, after, shape, comparison.byText(path))) found.push({ path, place, before, after });
}

/** A part that only one side has, where its fields differ in what they do. */
function opens({ before, after, path }: Pair, comparison: Comparison): boolean {
  const isOnOneSide = (isObject(before) && after === undefined) || (isObject(after) && before === undefined);
  return isOnOneSide && comparison.opens(path);
}

function compareFields(
  { shape, path, place }: Pair,
  before: JsonObject,
  after: JsonObject,
  comparison: Comparison,
  found: Difference[],
): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const of = shape.form === 'fields' ? shape.at(name) : shape.form === 'map' ? shape.of : unknown;
    compare(
      { before: own(before, name), after: own(after, name), shape: of, path: [...path, name], place: [...place, name] },
      comparison,
      found,
    );
  }
}

const unknown: Shape = { form: 'unknown' };

function compareLists(
  pair: Pair,
  before: readonly unknown[],
  after: readonly unknown[],
  comparison: Comparison,
  found: Difference[],
): void {
  const { shape, path } = pair;
  const keys = comparison.isSet?.(path) ? [] : shape.form === 'list' ? shape.keys : keysByName(before, after);
  const old = keys && keyed(before, keys);
  const next = keys && keyed(after, keys);
  if (old && next) compareKeyed(pair, old, next, comparison, found);
  else compareOrdered(pair, before, after, comparison, found);
}

/** Of custom resources no schema is known: items that all have a name of their own are told by it. */
function keysByName(before: readonly unknown[], after: readonly unknown[]): readonly string[] | undefined {
  const isNamed = (items: readonly unknown[]) => items.every((item) => isObject(item) && typeof item['name'] === 'string');
  return isNamed(before) && isNamed(after) ? ['name'] : undefined;
}

/** The items by their keys; undefined if two have the same, which only a manifest can have that no server takes. */
function keyed(
  items: readonly unknown[],
  keys: readonly string[],
): ReadonlyMap<string, { readonly item: unknown; readonly index: number }> | undefined {
  const map = new Map(items.map((item, index) => [keyOf(item, keys), { item, index }]));
  return map.size === items.length ? map : undefined;
}

function keyOf(item: unknown, keys: readonly string[]): string {
  if (keys.length === 0 && isObject(item)) return JSON.stringify(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  if (!isObject(item)) return text(item);
  return keys.map((key) => text(item[key])).join('/');
}

type Items = NonNullable<ReturnType<typeof keyed>>;

function compareKeyed(pair: Pair, before: Items, after: Items, comparison: Comparison, found: Difference[]): void {
  const { path, place } = pair;
  const of = pair.shape.form === 'list' ? pair.shape.of : unknown;
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, next] = [before.get(key), after.get(key)];
    const index = (next ?? old)?.index as number;
    // An object that is an item of a set is its own key.
    const steps = isObject((next ?? old)?.item) && comparison.isSet?.(path) ? path : [...path, `[${key}]`];
    compare({ before: old?.item, after: next?.item, shape: of, path: steps, place: [...place, index] }, comparison, found);
  }
  const kept = (items: Items, others: Items) => [...items.keys()].filter((key) => others.has(key));
  const [old, next] = [kept(before, after), kept(after, before)];
  if (old.join('\n') !== next.join('\n')) found.push({ path, place, before: old, after: next, isOrder: true });
}

/** By position, from both ends: an item that is added or removed is one difference, and not one for each item after it. */
function compareOrdered(
  { shape, path, place }: Pair,
  before: readonly unknown[],
  after: readonly unknown[],
  comparison: Comparison,
  found: Difference[],
): void {
  const of = shape.form === 'list' ? shape.of : unknown;
  const same = (old: unknown, next: unknown) => {
    const inner: Difference[] = [];
    compare({ before: old, after: next, shape: of, path, place }, comparison, inner);
    return inner.length === 0;
  };
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && same(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && same(before[before.length - 1 - end], after[after.length - 1 - end])) end++;
  const longer = Math.max(before.length, after.length) - end;
  for (let index = start; index < longer; index++) {
    const old = index < before.length - end ? before[index] : undefined;
    const next = index < after.length - end ? after[index] : undefined;
    compare({ before: old, after: next, shape: of, path: [...path, `[${index}]`], place: [...place, index] }, comparison, found);
  }
}

function isSame(before: unknown, after: unknown, shape: Shape, byText: boolean): boolean {
  if (before === after) return true;
  if (shape.form !== 'scalar') return false;
  if (shape.name === 'quantity' || shape.name === 'amount') return byText ? sameText(before, after) : sameAmount(before, after);
  if (shape.name === 'time' || shape.name === 'micro-time') return Date.parse(String(before)) === Date.parse(String(after));
  return false;
}

function sameAmount(before: unknown, after: unknown): boolean {
  const [old, next] = [parseSignedQuantity(before), parseSignedQuantity(after)];
  return old !== undefined && old === next;
}

function sameText(before: unknown, after: unknown): boolean {
  const [old, next] = [canonicalQuantity(before), canonicalQuantity(after)];
  return old !== undefined && old === next;
}

function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A path as people write it: `spec.template.spec.containers[backend].image`. */
export function fieldOf(path: readonly string[]): string {
  return fieldPath(path.map((step) => (/[./]/.test(step) && !step.startsWith('[') ? `['${step}']` : step))).replaceAll(/\.(?=\[)/g, '');
}
