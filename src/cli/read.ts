import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from '../availability';
import { topologyOf } from '../cluster/topology-file';
import { InputError, reasonOf } from '../manifests/input-error';
import { parseYaml, type Source } from '../manifests/yaml';
import { topologies } from '../platform/topologies';

/** A parsed document with the file that it stands in. */
export interface Read extends Source {
  readonly file: string;
}

const manifest = /\.(ya?ml|json)$/i;

/** Reads manifests from files, folders and, for `-`, standard input. All I/O of the command but its output is in this file. */
export function readManifests(paths: readonly string[]): readonly Read[] {
  return paths.flatMap((path) => (path === '-' ? documents(readText(0, 'standard input'), 'standard input') : fromPath(path)));
}

/** Reads a topology by its built-in name or from a file. */
export function readTopology(nameOrFile: string): Topology {
  const known = topologies.get(nameOrFile);
  if (known) return known;
  if (!exists(nameOrFile))
    throw new InputError(`no topology '${nameOrFile}': neither a file nor one of ${[...topologies.keys()].join(', ')}`);
  return topologyOf(parseYaml(readText(nameOrFile, nameOrFile), nameOrFile), nameOrFile);
}

function fromPath(path: string): readonly Read[] {
  if (!exists(path)) throw new InputError(`no such file or folder: ${path}`);
  if (!statSync(path).isDirectory()) return documents(readText(path, path), path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && manifest.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  return files.flatMap((file) => documents(readText(file, file), file));
}

function documents(text: string, file: string): readonly Read[] {
  return parseYaml(text, file).map((source) => ({ ...source, file }));
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function readText(path: string | number, name: string): string {
  try {
    const file = typeof path === 'number' ? path : openSync(path, 'r');
    try {
      return readWhole(file, name);
    } finally {
      if (file !== path) closeSync(file);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(reasonOf(error), name);
  }
}

/** Far above what is parsed; what streams may have no end. */
const mostBytes = 64 * 2 ** 20;

function readWhole(file: number, name: string): string {
  const chunks: Buffer[] = [];
  const chunk = Buffer.allocUnsafe(2 ** 20);
  for (let bytes = 0; bytes <= mostBytes; ) {
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks).toString('utf8');
    chunks.push(Buffer.from(chunk.subarray(0, read)));
    bytes += read;
  }
  throw new InputError('too large for manifests; the limit is 24 MiB', name);
}
