import { type Classification, type Fields, isClassification } from '../../../src/availability/fields/classification';
import { typeOf } from '../../../src/manifests/scope';
import { kubernetesVersions } from '../../../src/schema';
import type { Catalog } from '../../../src/schema/catalog';
import { catalogFor } from '../../../src/schema/catalogs';
import type { Type } from '../../../src/schema/type';

/** A kind in one of its versions on one version of Kubernetes. */
export interface KindSchema {
  readonly version: string;
  readonly apiVersion: string;
  readonly type: Type;
  readonly catalog: Catalog;
}

/** Each version of a kind in each version of Kubernetes whose schema is known. */
export function schemasOf(kind: string): readonly KindSchema[] {
  return kubernetesVersions.flatMap((version) => {
    const catalog = catalogFor('v1', version);
    return catalog.apiVersions().flatMap((apiVersion) => {
      const names = catalog.kindsOf(apiVersion).filter((name) => typeOf(apiVersion, name) === kind);
      return names.map((name) => ({ version, apiVersion, type: catalog.kind(apiVersion, name) as Type, catalog }));
    });
  });
}

/** The fields of a type, through lists, maps, limits and references; none of a scalar. */
export function fieldsOf(type: Type, catalog: Catalog): ReadonlyMap<string, Type> {
  switch (type.form) {
    case 'fields':
      return type.fields;
    case 'reference':
      return fieldsOf(catalog.definition(type.name), catalog);
    case 'limit':
      return fieldsOf(type.type, catalog);
    case 'list':
    case 'map':
      return fieldsOf(type.of, catalog);
    default:
      return new Map();
  }
}

/** A classified field of a kind; `[]` in its path is any item of a list. */
export interface ClassifiedField {
  readonly path: readonly string[];
  readonly is: Classification;
  readonly sample: unknown;
}

/** All classified fields of a kind, each with a value that it may have. */
export function classifiedFields(fields: Fields, type: Type, catalog: Catalog, path: readonly string[] = []): readonly ClassifiedField[] {
  const here = isList(type, catalog) ? [...path, '[]'] : path;
  return [...fieldsOf(type, catalog)].flatMap(([name, of]): readonly ClassifiedField[] => {
    const entry = fields[name];
    if (!entry) return [];
    if (!isClassification(entry)) return classifiedFields(entry, of, catalog, [...here, name]);
    return [{ path: [...here, name], is: entry, sample: unlike(of, catalog, entry) }];
  });
}

/** A value that says something, and nothing that Kubernetes takes for granted. */
function unlike(type: Type, catalog: Catalog, entry: Classification): unknown {
  const excepted = entry.is === 'unmodelled' ? entry.except : [];
  const words = type.form === 'enum' ? type.words.filter((word) => !excepted.includes(word)) : [];
  return words.at(-1) ?? sample(type, catalog);
}

function isList(type: Type, catalog: Catalog): boolean {
  if (type.form === 'reference') return isList(catalog.definition(type.name), catalog);
  return type.form === 'limit' ? isList(type.type, catalog) : type.form === 'list';
}

/** A value of a type that says something. */
function sample(type: Type, catalog: Catalog): unknown {
  switch (type.form) {
    case 'reference':
      return sample(catalog.definition(type.name), catalog);
    case 'limit':
      return sample(type.type, catalog);
    case 'list':
      return [sample(type.of, catalog)];
    case 'map':
      return { 'shop.example/key': sample(type.of, catalog) };
    case 'enum':
      return type.words.at(-1);
    case 'fields': {
      const names = type.required.length > 0 ? type.required : [...type.fields.keys()].slice(0, 1);
      return Object.fromEntries(names.map((name) => [name, sample(type.fields.get(name) as Type, catalog)]));
    }
    case 'scalar':
      return scalars[type.name] ?? 'something';
  }
}

const scalars: Readonly<Record<string, unknown>> = {
  boolean: true,
  integer: 7,
  int32: 7,
  int64: 7,
  number: 7,
  positive: 7,
  quantity: '7',
  user: 7,
};

/** A copy of an object with a field set; the first item of a list has it, or a new one. */
export function planted(value: unknown, [step, ...rest]: readonly string[], sampled: unknown): unknown {
  if (step === undefined) return sampled;
  if (step === '[]') {
    const [first, ...others] = Array.isArray(value) ? value : [];
    return [planted(first, rest, sampled), ...others];
  }
  const owner = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { ...owner, [step]: planted(owner[step], rest, sampled) };
}
