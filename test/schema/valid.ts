import type { Arbitrary } from 'fast-check';
import type { Catalog } from '../../src/schema/catalog';
import type { Limits } from '../../src/schema/notation';
import type { Type } from '../../src/schema/type';
import { fc } from '../random';

/** Values that follow a type: what is required always, some of the rest, and no deeper than it takes. */
export function valid(type: Type, catalog: Catalog, depth = 0, limits: Limits = {}): Arbitrary<unknown> {
  switch (type.form) {
    case 'reference':
      return valid(catalog.definition(type.name), catalog, depth, limits);
    case 'limit':
      return valid(type.type, catalog, depth, { ...limits, ...type.limits });
    case 'fields':
      return fields(type, catalog, depth, limits);
    case 'list':
      return fc.array(valid(type.of, catalog, depth + 1), {
        minLength: limits.minItems ?? 0,
        maxLength: Math.max(1, limits.minItems ?? 0),
      });
    case 'map':
      return fc.dictionary(fc.constantFrom('cpu', 'memory'), valid(type.of, catalog, depth + 1), {
        maxKeys: 1,
        minKeys: limits.minProperties ?? 0,
        noNullPrototype: true,
      });
    case 'enum':
      return fc.constantFrom(...type.words);
    case 'scalar':
      return scalar(type.name, limits);
  }
}

function fields(
  type: Extract<Type, { form: 'fields' }>,
  catalog: Catalog,
  depth: number,
  { oneOf, oneBeside, minProperties }: Limits,
): Arbitrary<unknown> {
  const must = [...type.required, ...(oneOf ?? [...type.fields.keys()].slice(0, minProperties ?? 0)).slice(0, 1)];
  const optional = [...type.fields.keys()].filter((name) => !must.includes(name) && !oneOf?.includes(name));
  const most = Math.min(optional.length, oneBeside ? 1 : 8, depth < 2 ? 8 : depth < 6 ? 2 : 0);
  return fc.shuffledSubarray(optional, { maxLength: most }).chain((some) => {
    const parts = [...must, ...some].map((name) => [name, valid(type.fields.get(name) as Type, catalog, depth + 1)]);
    return fc.record(Object.fromEntries(parts), { noNullPrototype: true });
  });
}

const samples: Readonly<Record<string, readonly unknown[]>> = {
  any: [1, 'x', [true], { a: {} }],
  object: [{}, { a: 1 }],
  boolean: [true, false],
  number: [0, 1.5],
  quantity: ['1', '500m', 2, '1.5Gi'],
  user: [0, 1000],
  ip: ['10.0.0.1', '2001:db8::1'],
  cidr: ['10.0.0.0/8', '2001:db8::/32'],
  amount: ['1', '500m', 2, '1.5Gi'],
  schedule: ['0 3 * * *', '@daily'],
  'time-zone': ['Europe/Berlin', 'UTC'],
  time: ['2026-01-31T12:00:00Z'],
  'micro-time': ['2026-01-31T12:00:00.000001Z'],
  bytes: ['YQ=='],
  'count-or-percent': [0, '10%'],
  'int-or-string': [1, '1'],
  'int64-or-string': [1, '1'],
};

/** Tried one after another, as they are quicker to make than what a pattern describes. */
const words = ['a', 'A', 'a.b', 'a/b', 'example.com/a', '/a', '1s', '1', 'https://example.com', 'a'.repeat(15), 'GET'];

function scalar(name: string, limits: Limits): Arbitrary<unknown> {
  if (limits.values) return fc.constantFrom(...limits.values);
  if (/^(int32|int64|port|optional-port|count|positive)$/.test(name)) return integer(name, limits);
  const found = samples[name] ?? words.filter((word) => name === 'string' || /^a+$/.test(word));
  const fitting = found.filter((value) => typeof value !== 'string' || fits(value, limits));
  if (fitting.length > 0) return fc.constantFrom(...fitting);
  return fc.stringMatching(new RegExp(limits.pattern ?? '')).filter((text) => fits(text, limits));
}

function integer(name: string, limits: Limits): Arbitrary<number> {
  const most = name.includes('port') ? 65_535 : 2 ** 31 - 1;
  return fc.integer({ min: limits.minimum ?? 1, max: Math.min(most, limits.maximum ?? most) });
}

function fits(value: string, { pattern, minLength, maxLength }: Limits): boolean {
  return value.length >= (minLength ?? 0) && value.length <= (maxLength ?? 1000) && new RegExp(pattern ?? '').test(value);
}
