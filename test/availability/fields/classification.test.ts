import { type Fields, isClassification } from '../../../src/availability/fields/classification';
import { kinds } from '../../../src/availability/fields/kinds';
import { typeOf } from '../../../src/manifests/scope';
import { kubernetesVersions } from '../../../src/schema';
import type { Catalog } from '../../../src/schema/catalog';
import { catalogFor } from '../../../src/schema/catalogs';
import type { Type } from '../../../src/schema/type';

/** The fields of a type, through lists, maps, limits and references; none of a scalar. */
function fieldsOf(type: Type, catalog: Catalog): ReadonlyMap<string, Type> {
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

/** The paths that the schema has and the list doesn't. */
function missing(fields: Fields, type: Type, catalog: Catalog, path: string): readonly string[] {
  return [...fieldsOf(type, catalog)].flatMap(([name, of]) => {
    const entry = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const here = `${path}.${name}`;
    if (!entry) return [here];
    if (!isClassification(entry)) return missing(entry, of, catalog, here);
    // What is modelled is said field by field: a new field below it is not.
    return entry.is === 'modelled' ? missing({}, of, catalog, here) : [];
  });
}

/** The paths that the list has and no schema does. */
function extra(fields: Fields, types: readonly (readonly [Type, Catalog])[], path: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, entry]) => {
    const below = types.flatMap(([type, catalog]) => {
      const found = fieldsOf(type, catalog).get(name);
      return found ? [[found, catalog] as const] : [];
    });
    if (below.length === 0) return [`${path}.${name}`];
    return isClassification(entry) ? [] : extra(entry, below, `${path}.${name}`);
  });
}

/** Each version of a kind in each version of Kubernetes whose schema is known. */
function schemasOf(kind: string) {
  return kubernetesVersions.flatMap((version) => {
    const catalog = catalogFor('v1', version);
    return catalog.apiVersions().flatMap((apiVersion) => {
      const names = catalog.kindsOf(apiVersion).filter((name) => typeOf(apiVersion, name) === kind);
      return names.map((name) => ({ version, apiVersion, type: catalog.kind(apiVersion, name) as Type, catalog }));
    });
  });
}

describe.each(Object.entries(kinds))('the fields of a %s', (kind, fields) => {
  it('are classified, every one that a known version of Kubernetes has', () => {
    const schemas = schemasOf(kind);
    expect(new Set(schemas.map(({ version }) => version))).toEqual(new Set(kubernetesVersions));
    const unclassified = schemas.flatMap(({ version, apiVersion, type, catalog }) =>
      missing(fields, type, catalog, '').map((path) => `${kind}${path} of ${apiVersion}, Kubernetes ${version}`),
    );
    expect(unclassified).toEqual([]);
  });

  it('are classified only where some version has them', () => {
    const schemas = schemasOf(kind).map(({ type, catalog }) => [type, catalog] as const);
    expect(extra(fields, schemas, kind)).toEqual([]);
  });
});
