import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { typeOf } from '../../src/manifests/scope';
import scopes from '../../src/manifests/scopes.json';
import type { Written, WrittenCatalog } from '../../src/schema/notation';
import { checkScalar } from '../../src/schema/scalars';
import { parseType, type Type } from '../../src/schema/type';

const folder = join(__dirname, '../../src/schema/data');
const files = readdirSync(folder);
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WrittenCatalog;
const kubernetes = read('kubernetes-1.36.json');

test('the compiler knows every data file, so that it copies them all', () => {
  const source = readFileSync(join(__dirname, '../../src/schema/data.ts'), 'utf8');
  for (const file of files) expect(source).toContain(`typeof import('./data/${file}')`);
  for (const file of files) expect(source).toContain(`require('./data/${file}')`);
});

test('the data files stay small enough to ship', () => {
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  expect(bytes).toBeLessThan(240 * 1024);
});

test('every kind has a scope, and every scope belongs to a kind', () => {
  const kinds = files.flatMap((file) =>
    Object.entries(read(file).kinds).flatMap(([apiVersion, of]) => Object.keys(of).map((kind) => typeOf(apiVersion, kind))),
  );
  expect([...scopes.Cluster, ...scopes.Namespaced].sort()).toEqual([...new Set(kinds)].sort());
});

test.each(files)('%s refers only to definitions that exist', (file) => {
  const { kinds, definitions } = read(file);
  const known = { ...kubernetes.definitions, ...definitions };
  for (const kind of Object.values(kinds).flatMap((of) => Object.values(of))) if (kind !== null) expect(Object.keys(known)).toContain(kind);
  for (const written of Object.values(definitions)) check(parseType(written), known);
});

function check(type: Type, known: Record<string, Written>): void {
  if (type.form === 'reference' && !Object.hasOwn(known, type.name)) throw new Error(`no definition '${type.name}'`);
  if (type.form === 'scalar') checkScalar(type.name, '');
  if (type.form === 'fields') for (const field of type.fields.values()) check(field, known);
  if (type.form === 'list' || type.form === 'map') check(type.of, known);
  if (type.form === 'map' && type.keys) checkScalar(type.keys, '');
  // Patterns are written for Go, whose dialect JavaScript doesn't share in full.
  if (type.form === 'limit') new RegExp(type.limits.pattern ?? '');
  if (type.form === 'limit') check(type.type, known);
}
