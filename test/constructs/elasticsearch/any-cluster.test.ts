import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOf } from './cluster';
import { objectsOf } from './node-sets/sets';

const SCRIPTS = join(__dirname, '../../../src/constructs/elasticsearch');

/** What all objects and scripts say, but for the scripts' copies in a ConfigMap. */
const manifests = [...clusterOf(), ...objectsOf()].filter(({ metadata }) => !metadata.name.endsWith('-scripts'));
const scripts = readdirSync(SCRIPTS).flatMap((file) => (file.endsWith('.sh') ? readFileSync(join(SCRIPTS, file), 'utf8').split('\n') : []));
const code = scripts.filter((line) => !line.trimStart().startsWith('#')).join('\n');

const said = (pattern: RegExp) => new Set(JSON.stringify(manifests).match(pattern));

test('no object says which family of addresses it uses; the addresses are Java’s for all of both families, and that of a node’s cache of names', () => {
  expect(said(/ipFamil\w+|clusterIPs/g)).toEqual(new Set());
  expect(said(/(?<=")(\d+\.\d+\.\d+\.\d+(\/\d+)?|[0-9a-f]*:[0-9a-f:/]+)(?=")/g)).toEqual(new Set(['0.0.0.0', '169.254.20.10/32']));
});

test('scripts connect to names, to what DNS gives them, and to their own loopback', () => {
  expect(new Set(code.match(/\d+\.\d+\.\d+\.\d+/g))).toEqual(new Set(['127.0.0.1']));
});

test('no object says which processor its nodes have', () => {
  expect(said(/kubernetes\.io\/arch|amd64|arm64|x86/g)).toEqual(new Set());
});
