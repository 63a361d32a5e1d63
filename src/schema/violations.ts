import { nearest } from '../manifests/nearest';
import { isObject } from '../manifests/value';
import { choice, show } from '../manifests/words';
import type { Catalog } from './catalog';
import { type Violation, wrongType } from './scalars';
import type { Type } from './type';

/** The finding for an unknown field. One whose name is close is meant only if it takes such a value: a list isn't a misspelt object. */
export function unknownField(name: string, value: unknown, known: ReadonlyMap<string, Type>, catalog: Catalog): Violation {
  const fields = [...known.keys()];
  const fitting = fields.filter((field) => takes(known.get(field) as Type, value, catalog));
  const meant = nearest(name, fitting);
  const fix = meant ? `write '${meant}'` : `remove it, or use ${choice(fields)}`;
  return { problem: 'unknown-field', message: `unknown field '${name}'`, fix };
}

/** The finding for a missing required field. */
export function missingField(name: string, type: Type, catalog: Catalog): Violation {
  return { problem: 'missing', message: `'${name}' is missing`, fix: `add '${name}', ${describe(type, catalog)}` };
}

/** The finding for a required field that is empty. */
export function emptyField(name: string): Violation {
  return { problem: 'missing', message: `'${name}' must not be empty`, fix: 'write a value' };
}

/** The finding for a value that is not in an enum. */
export function notInEnum(words: readonly string[], value: unknown): Violation | undefined {
  if (typeof value !== 'string') return wrongType(value, 'a string', `use ${choice(words)}`);
  if (words.includes(value)) return undefined;
  const meant = nearest(value, words);
  return {
    problem: 'not-in-enum',
    message: `unsupported value ${show(value)}`,
    fix: meant ? `write '${meant}'` : `use ${choice(words)}`,
  };
}

/** Whether a value has the form of a type: that of a list, of an object, or of neither. */
function takes(type: Type, value: unknown, catalog: Catalog): boolean {
  switch (type.form) {
    case 'reference':
      return takes(catalog.definition(type.name), value, catalog);
    case 'limit':
      return takes(type.type, value, catalog);
    case 'fields':
    case 'map':
      return value === null || isObject(value);
    case 'list':
      return value === null || Array.isArray(value);
    case 'enum':
      return !isObject(value) && !Array.isArray(value);
    case 'scalar':
      return type.name === 'any' || type.name === 'object' || (!isObject(value) && !Array.isArray(value));
  }
}

function describe(type: Type, catalog: Catalog): string {
  switch (type.form) {
    case 'reference':
      return describe(catalog.definition(type.name), catalog);
    case 'limit':
      return describe(type.type, catalog);
    case 'fields':
    case 'map':
      return 'an object';
    case 'list':
      return 'a list';
    case 'enum':
      return `one of ${choice(type.words)}`;
    case 'scalar':
      return scalarNames[type.name] ?? 'a string';
  }
}

const scalarNames: Readonly<Record<string, string>> = {
  any: 'a value',
  object: 'an object',
  boolean: 'true or false',
  int32: 'an integer',
  int64: 'an integer',
  count: 'an integer of at least 0',
  positive: 'an integer of at least 1',
  'count-or-percent': 'an integer or a percentage',
  user: 'an integer of at least 0',
  number: 'a number',
  'int-or-string': 'an integer or a string',
  'int64-or-string': 'an integer or a string',
  quantity: 'a quantity such as 512Mi',
  amount: 'a quantity such as 512Mi',
  time: 'a time such as 2026-01-31T12:00:00Z',
  'micro-time': 'a time such as 2026-01-31T12:00:00Z',
  bytes: 'a base64 string',
  port: 'a port from 1 to 65535',
  'port-or-name': 'the number or the name of a port',
};
