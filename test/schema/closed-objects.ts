import type { Catalog } from '../../src/schema/catalog';
import type { Type } from '../../src/schema/type';

/** An object within a value. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly object: Record<string, unknown>;
}

/** The objects within a value whose fields are all named by its type. */
export function closedObjects(type: Type, value: unknown, catalog: Catalog, path: Place['path'] = []): Place[] {
  switch (type.form) {
    case 'reference':
      return closedObjects(catalog.definition(type.name), value, catalog, path);
    case 'limit':
      return closedObjects(type.type, value, catalog, path).slice(type.limits.open ? 1 : 0);
    case 'list':
    case 'map':
      return Object.entries(value as object).flatMap(([step, part]) => closedObjects(type.of, part, catalog, [...path, step]));
    case 'fields': {
      const parts = Object.entries(value as object).filter(([name]) => type.fields.has(name));
      const inner = parts.flatMap(([name, part]) => closedObjects(type.fields.get(name) as Type, part, catalog, [...path, name]));
      return [{ path, object: value as Place['object'] }, ...inner];
    }
    case 'enum':
    case 'scalar':
      return [];
  }
}
