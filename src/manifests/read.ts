import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadDocument } from './document';
import { InputError } from './input-error';
import { objectsIn } from './recognized';
import { readText } from './text';
import { parseYaml, type Source } from './yaml';

/** How much was read, and what was not. */
export interface ReadSummary {
  readonly files: number;

  /** Those that hold something. */
  readonly documents: number;

  /** Lists count by their items. */
  readonly objects: number;

  readonly skipped: readonly Skipped[];
}

/** A file in a folder that is not read, or in a file that is read the documents that hold nothing. */
interface Skipped {
  readonly file: string;
  readonly because: string;
}

/** Documents of manifests and how much was read. */
export interface Manifests {
  readonly documents: readonly ReadDocument[];
  readonly summary: ReadSummary;
}

/** What may be missing. */
export interface ReadOptions {
  /**
   * Whether no object at all is fine.
   *
   * @default false: a wrong path would be taken for good
   */
  readonly allowEmpty?: boolean;
}

/**
 * Reads manifests from files, folders and, for `-`, standard input. All other input of the command but its topology is read here.
 *
 * What can't be read, or holds something else than Kubernetes objects, is an {@link InputError}.
 */
export function readManifests(paths: readonly string[], { allowEmpty = false }: ReadOptions = {}): Manifests {
  const skipped: Skipped[] = [];
  const files = paths.flatMap((path): readonly (string | 0)[] => (path === '-' ? [0] : filesOf(path, skipped)));
  const documents: ReadDocument[] = [];
  let [filled, objects] = [0, 0];
  for (const path of files) {
    const file = path === 0 ? 'standard input' : path;
    const sources = parseYaml(readText(path, file), file);
    const found = sources.filter(({ value }) => value !== null);
    const empty = sources.length - found.length;
    if (empty > 0 || sources.length === 0) skipped.push({ file, because: empty > 1 ? `${empty} empty documents` : 'an empty document' });
    filled += found.length;
    for (const source of found.flatMap((it) => opened(it, file))) {
      objects += objectsIn(source);
      documents.push(source);
    }
  }
  if (objects === 0 && !allowEmpty)
    throw new InputError(`no Kubernetes object in ${paths.join(', ')}`, 'name a path that holds manifests, or add --allow-empty');
  return { documents, summary: { files: files.length, documents: filled, objects, skipped } };
}

/** Whether a path leads to a file or a folder. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

const manifest = /\.(ya?ml|json)$/i;

function filesOf(path: string, skipped: Skipped[]): readonly string[] {
  if (!exists(path)) throw new InputError(`no such file or folder: ${path}`, 'name one that exists');
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of files) if (!manifest.test(file)) skipped.push({ file, because: 'not .yaml, .yml or .json' });
  return files.filter((file) => manifest.test(file));
}

/**
 * A list of objects without a `List` around it, as `jq '.items'` leaves it, stands for its items.
 *
 * kubectl refuses it; whoever checks it means the objects, and an error would only send them to write the `List`.
 */
function opened(source: Source, file: string): readonly ReadDocument[] {
  if (!Array.isArray(source.value)) return [{ ...source, file }];
  return source.value.map((value, index) => ({ value, file, locate: (path) => source.locate([index, ...path]) }));
}
