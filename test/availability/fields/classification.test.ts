import { type Fields, isClassification } from '../../../src/availability/fields/classification';
import { kinds } from '../../../src/availability/fields/kinds';
import { newestMinor } from '../../../src/availability/fields/unread';
import { kubernetesVersions } from '../../../src/schema';
import type { Catalog } from '../../../src/schema/catalog';
import type { Type } from '../../../src/schema/type';
import { fieldsOf, schemasOf } from './schema-fields';

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

it('holds up to the newest version of Kubernetes whose schema is known', () => {
  expect(kubernetesVersions[0]).toBe(`1.${newestMinor}`);
});
