import { nearest } from '../manifests/nearest';
import { choice, show } from '../manifests/words';
import type { Catalog } from './catalog';
import { type Complaint, wrongType } from './scalars';
import type { Type } from './type';

/** A field that the type doesn't have. */
export function unknownField(name: string, known: Iterable<string>): Complaint {
  const fields = [...known];
  const meant = nearest(name, fields);
  const fix = meant ? `write '${meant}'` : `remove it, or use ${fields.length === 1 ? 'the field' : 'a field'} here: ${choice(fields)}`;
  return { problem: 'unknown-field', message: `unknown field '${name}'`, fix };
}

/** A field that must be there and isn't. */
export function missingField(name: string, type: Type, catalog: Catalog): Complaint {
  return { problem: 'missing', message: `'${name}' is missing`, fix: `add '${name}', ${describe(type, catalog)}` };
}

/** A field that must say something and is empty. */
export function emptyField(name: string): Complaint {
  return { problem: 'missing', message: `'${name}' is empty`, fix: `write something in '${name}'` };
}

/** A value outside of a closed set of words. */
export function notInEnum(words: readonly string[], value: unknown): Complaint | undefined {
  if (typeof value !== 'string') return wrongType(value, 'a string', `use ${choice(words)}`);
  if (words.includes(value)) return undefined;
  const meant = nearest(value, words);
  return {
    problem: 'not-in-enum',
    message: `${show(value)} is none of the values that it can have`,
    fix: meant ? `write '${meant}'` : `use ${choice(words)}`,
  };
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
  count: 'an integer from 0',
  positive: 'an integer from 1',
  'count-or-percent': 'an integer or a percentage',
  user: 'an integer from 0',
  number: 'a number',
  'int-or-string': 'an integer or a string',
  'int64-or-string': 'an integer or a string',
  quantity: 'a quantity such as 512Mi',
  amount: 'a quantity such as 512Mi',
  time: 'a time such as 2026-01-31T12:00:00Z',
  'micro-time': 'a time such as 2026-01-31T12:00:00Z',
  bytes: 'a string in base64',
  port: 'a port from 1 to 65535',
  'port-or-name': "a port's number or name",
};
