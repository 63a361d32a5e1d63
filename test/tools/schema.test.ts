import type { Written, WrittenCatalog } from '../../src/schema/notation';
import { isTuple } from '../../src/schema/type';
import { readCustomResources } from '../../tools/schema/custom-resources';
import { difference } from '../../tools/schema/difference';
import { readEnums } from '../../tools/schema/enums';
import { oneOf, readOpenApi } from '../../tools/schema/openapi';
import { Scopes } from '../../tools/schema/scopes';
import { share } from '../../tools/schema/share';
import { fc } from '../random';

const written: fc.Arbitrary<Written> = fc.letrec<{ type: Written; fields: Written }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('string', 'int32', '=A|B'),
    tie('fields'),
    fc.tuple(fc.constant('list' as const), tie('fields')),
  ),
  fields: fc.dictionary(fc.constantFrom('one', 'two!', 'three', 'aFieldWithALongName'), tie('type'), {
    minKeys: 1,
    noNullPrototype: true,
  }) as fc.Arbitrary<Written>,
})).fields;

test('naming repeated parts doesn’t change the meaning', () => {
  fc.assert(
    fc.property(written, (type) => {
      const roots = { 'A.v1': { a: type, b: { c: type } } };
      const definitions = share(roots);
      expect(spellOut('A.v1', definitions)).toEqual(spellOut('A.v1', roots));
    }),
  );
});

test('a repeated part gets one name, after its first place', () => {
  const long = { aFieldWithALongName: 'string', another: 'int32', andOneMore: 'boolean', last: 'string' };
  expect(share({ 'A.v1': { spec: long }, 'B.v1': { specs: ['list', long] } })).toEqual({
    'A.v1': { spec: 'A.v1.spec' },
    'A.v1.spec': long,
    'B.v1': { specs: 'A.v1.spec[]' },
  });
});

function spellOut(name: string, definitions: Record<string, Written>): unknown {
  const spell = (type: Written): unknown => {
    if (typeof type !== 'string' && isTuple(type)) return [type[0], spell(type[1])];
    if (typeof type !== 'string') return Object.fromEntries(Object.entries(type).map(([field, part]) => [field, spell(part)]));
    if (type.endsWith('[]')) return ['list', spell(type.slice(0, -2))];
    return type.includes('.') ? spellOut(type, definitions) : type;
  };
  return spell(definitions[name] as Written);
}

test('a difference holds what changed, what came and what went', () => {
  const catalog = (kinds: WrittenCatalog['kinds'], definitions: WrittenCatalog['definitions']) => ({ release: 'v1', kinds, definitions });
  const base = catalog({ v1: { A: 'a.A', B: 'a.B' } }, { 'a.A': { x: 'string' }, 'a.B': { x: 'string' } });
  const other = catalog({ v1: { A: 'a.A' }, v2: { C: 'a.C' } }, { 'a.A': { x: 'int32' }, 'a.C': {} });
  expect(difference(base, other)).toEqual({
    release: 'v1',
    kinds: { v1: { B: null }, v2: { C: 'a.C' } },
    definitions: { 'a.A': { x: 'int32' }, 'a.C': {} },
  });
  expect(difference(base, base)).toEqual({ release: 'v1', kinds: {}, definitions: {} });
});

test('words are read from generated Go, of a field and of the items of one', () => {
  const go = [
    'func schema_k8sio_api_core_v1_Thing(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"policy": {',
    '\t\t\t\t\t\t\tEnum:        []interface{}{"Always", "Never"},',
    '\t\t\t\t\t"modes": {',
    '\t\t\t\t\t\t\t\t\t\tEnum:    []interface{}{"A", "B"},',
    'func schema_pkg_apis_meta_v1_Other(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"policy": {',
    '\t\t\t\t\t\t\tEnum:        []interface{}{"X"},',
  ];
  expect(Object.fromEntries(readEnums(go.join('\n')))).toEqual({
    'core.v1.Thing.policy': ['Always', 'Never'],
    'core.v1.Thing.modes[]': ['A', 'B'],
  });
});

test('only what a client can create is a kind, with its scope', () => {
  const gvk = (kind: string) => ({ group: 'apps', version: 'v1', kind });
  const definition = (kind: string) => ({ properties: { spec: { type: 'string' } }, 'x-kubernetes-group-version-kind': [gvk(kind)] });
  const post = (kind: string) => ({ post: { 'x-kubernetes-group-version-kind': gvk(kind) } });
  const document = {
    definitions: {
      'io.k8s.api.apps.v1.Set': definition('Set'),
      'io.k8s.api.apps.v1.Scale': definition('Scale'),
      'io.k8s.api.apps.v1.Class': definition('Class'),
    },
    paths: {
      '/apis/apps/v1/sets': post('Set'),
      '/apis/apps/v1/namespaces/{namespace}/sets': post('Set'),
      '/apis/apps/v1/namespaces/{namespace}/sets/{name}/scale': post('Scale'),
      '/apis/apps/v1/classes': post('Class'),
    },
  };
  const { catalog, scopes } = readOpenApi(document, new Map(), 'v1');
  expect(catalog.kinds).toEqual({ 'apps/v1': { Set: 'apps.v1.Set', Class: 'apps.v1.Class' } });
  expect(scopes).toEqual({ 'Set.apps': 'Namespaced', 'Class.apps': 'Cluster' });
});

test('a custom resource is read in the versions that are served, its defaults are not asked for', () => {
  const openAPIV3Schema = {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['name', 'size'],
        properties: {
          name: { type: 'string', pattern: '^a', maxLength: 5 },
          size: { 'x-kubernetes-int-or-string': true, default: 1 },
          mode: { type: 'string', enum: ['A', 'B'] },
          code: { type: 'integer', enum: [301, 302] },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map' as const,
            'x-kubernetes-list-map-keys': ['name'],
            items: { type: 'integer', format: 'int32' },
          },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          anything: { 'x-kubernetes-preserve-unknown-fields': true },
          more: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { known: { type: 'boolean' } } },
          nothing: { type: 'object' },
          folded: { type: 'string', pattern: '^(?i)a$' },
        },
      },
    },
  };
  const version = (name: string, served: boolean) => ({ name, served, schema: { openAPIV3Schema } });
  const resource = {
    spec: {
      group: 'example.com',
      scope: 'Cluster' as const,
      names: { kind: 'Thing' },
      versions: [version('v1', true), version('v0', false)],
    },
  };
  const { catalog, scopes } = readCustomResources([resource], 'example v1');
  expect(scopes).toEqual({ 'Thing.example.com': 'Cluster' });
  expect(catalog).toEqual({
    custom: true,
    release: 'example v1',
    kinds: { 'example.com/v1': { Thing: 'Thing.v1' } },
    definitions: {
      'Thing.v1': {
        apiVersion: 'string',
        kind: 'string',
        metadata: 'meta.v1.ObjectMeta',
        spec: {
          'name!': ['limit', 'string', { pattern: '^a', maxLength: 5 }],
          size: 'int64-or-string',
          mode: '=A|B',
          code: ['limit', 'int64', { values: [301, 302] }],
          ports: ['limit', 'int32[]', { keys: ['name'] }],
          labels: 'string{}',
          anything: 'any',
          more: ['limit', { known: 'boolean' }, { open: true }],
          nothing: {},
          folded: 'string',
        },
      },
    },
  });
});

test('an enum value with characters of the notation is an error', () => {
  expect(() => oneOf(['A', 'B|C'])).toThrow("the notation cannot express the enum value 'B|C'");
});

test('the kinds of a scope are sorted, and one in two versions of a group is listed once', () => {
  const scopes = new Scopes();
  scopes.addKind('b.io/v1', 'Thing', 'Cluster');
  scopes.addKind('b.io/v2', 'Thing', 'Cluster');
  scopes.addKind('v1', 'Node', 'Cluster');
  scopes.addKind('v1', 'Pod', 'Namespaced');
  expect(scopes.typesOf('Cluster')).toEqual(['Node', 'Thing.b.io']);
  expect(() => scopes.addKind('b.io/v3', 'Thing', 'Namespaced')).toThrow(
    'Thing.b.io is both Cluster and Namespaced: its scope depends on the version',
  );
});
