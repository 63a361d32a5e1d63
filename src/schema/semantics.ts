import { catalogFor, kubernetesVersions } from './catalogs';
import type { Type } from './type';

/** What decides whether two values of a built-in kind are the same to the API server, besides their types. Generated: `npm run schema`. */
export interface Semantics {
  /** The release that it was generated from. */
  readonly release: string;

  /** By definition, the fields that are pointers in Go: there an empty value is not the same as none. */
  readonly pointers: Readonly<Record<string, readonly string[]>>;

  /** By definition and field, the fields that identify an item of a list; empty for a list that is a set. Other lists are ordered. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

// Loaded on first use, as catalogs are. The type makes the compiler copy the file next to its output.
const semantics = (): Semantics => require('./kubernetes-semantics.json') as typeof import('./kubernetes-semantics.json');

/** A type with its fields resolved: what a value at some place of an object may be. */
export type Shape =
  | { readonly form: 'fields'; readonly definition: string; readonly at: (field: string) => Shape }
  | { readonly form: 'list'; readonly of: Shape; readonly keys?: readonly string[] }
  | { readonly form: 'map'; readonly of: Shape }
  | { readonly form: 'scalar'; readonly name: string }
  | { readonly form: 'unknown' };

const unknown: Shape = { form: 'unknown' };
const [newest] = kubernetesVersions as [string];

/** The shape of a kind in the newest known release; `unknown` for a kind without a schema. */
export function shapeOf(apiVersion: string, kind: string): Shape {
  const known = kinds.get(`${apiVersion} ${kind}`);
  if (known) return known;
  const catalog = catalogFor(apiVersion, newest);
  const definition = catalog.definitionOf(apiVersion, kind);
  if (definition === undefined) return unknown;
  const shapes = new Map<string, Shape>();
  const named = (name: string): Shape => {
    const known = shapes.get(name) ?? shape(catalog.definition(name), name);
    shapes.set(name, known);
    return known;
  };
  const shape: ShapeOfType = (of, definition, list) => {
    if (of.form === 'reference') return named(of.name);
    if (of.form === 'limit') return shape(of.type, definition, of.limits.keys ?? list);
    if (of.form === 'list') return { form: 'list', of: shape(of.of, `${definition}[]`), keys: list };
    if (of.form === 'map') return { form: 'map', of: shape(of.of, `${definition}{}`) };
    if (of.form === 'enum') return { form: 'scalar', name: 'string' };
    if (of.form === 'scalar') return ['any', 'object'].includes(of.name) ? unknown : of;
    return fields(of.fields, definition, shape);
  };
  const found = named(definition);
  kinds.set(`${apiVersion} ${kind}`, found);
  return found;
}

const kinds = new Map<string, Shape>();

/** The shapes of fields, made when they are asked for: definitions refer to each other. */
function fields(types: ReadonlyMap<string, Type>, definition: string, shape: ShapeOfType): Shape {
  const shapes = new Map<string, Shape>();
  const at = (field: string): Shape => {
    const type = types.get(field);
    const known = shapes.get(field);
    if (known || !type) return known ?? unknown;
    const made = shape(type, `${definition}.${field}`, semantics().lists[`${definition}.${field}`]);
    shapes.set(field, made);
    return made;
  };
  return { form: 'fields', definition, at };
}

type ShapeOfType = (type: Type, definition: string, list?: readonly string[]) => Shape;

/** Whether an empty value of a field is stored as such. Of custom resources all are: they are stored as written. */
export function keepsEmpty(definition: string, field: string): boolean {
  return semantics().pointers[definition]?.includes(field) ?? true;
}
