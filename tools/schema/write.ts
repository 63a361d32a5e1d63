import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WrittenCatalog, WrittenDifference } from '../../src/schema/notation';
import type { Semantics } from '../../src/schema/semantics';
import type { Scopes } from './scopes';

const root = join(__dirname, '../..');

/** Writes a catalog with one definition per line, sorted, so that a new release is readable as a diff, and logs its size. */
export function writeCatalog(name: string, { custom, release, kinds, definitions }: WrittenCatalog | WrittenDifference): void {
  const head = JSON.stringify({ ...(custom && { custom }), release }).slice(0, -1);
  const text = `${head},\n"kinds":${lines(kinds)},\n"definitions":${lines(definitions)}}\n`;
  write(`src/schema/data/${name}.json`, text, release);
}

/** Writes what decides whether two values are the same, one definition or list per line. */
export function writeSemantics(name: string, { release, pointers, lists }: Semantics): void {
  const filled = Object.fromEntries(Object.entries(pointers).filter(([, fields]) => fields.length > 0));
  const others = Object.keys(pointers).filter((definition) => !Object.hasOwn(filled, definition));
  const text = `{"release":${JSON.stringify(release)},\n"pointers":${lines({ ...filled, ...Object.fromEntries(others.map((it) => [it, []])) })},\n"lists":${lines(lists)}}\n`;
  write(`src/schema/${name}.json`, text, release);
}

/** Writes the kinds of each scope, one per line. */
export function writeScopes(scopes: Scopes): void {
  const byScope = { Cluster: scopes.typesOf('Cluster'), Namespaced: scopes.typesOf('Namespaced') };
  write('src/manifests/scopes.json', `${JSON.stringify(byScope, null, 2)}\n`, 'the scopes of all kinds');
}

function write(path: string, text: string, what: string): void {
  writeFileSync(join(root, path), text);
  console.log(`${path}: ${what}, ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`);
}

function lines(record: Record<string, unknown>): string {
  const sorted = Object.keys(record).sort();
  return `{\n${sorted.map((key) => `${JSON.stringify(key)}:${JSON.stringify(record[key])}`).join(',\n')}}`;
}
