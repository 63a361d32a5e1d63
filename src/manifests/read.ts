import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from './diagnostic';
import type { ReadDocument } from './document';
import { InputError } from './input-error';
import { isKustomization, objectsIn } from './recognized';
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

/** Manifests of which some can't be read: everything that is wrong, and how much was read beside it. */
export class UnreadableError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: ReadSummary;

  constructor(errors: readonly InputError[], summary: ReadSummary) {
    super(errors.map(({ message }) => message).join('\n'));
    this.diagnostics = errors.map(({ diagnostic }) => diagnostic);
    this.summary = summary;
  }
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
 * What can't be read, or holds something else than Kubernetes objects, is an {@link UnreadableError} of all that is wrong: of each file that can't
 * be parsed the first fault, as the rest may follow from it, and of the others each document.
 */
export function readManifests(paths: readonly string[], { allowEmpty = false }: ReadOptions = {}): Manifests {
  const reading = new Reading();
  const files = paths.flatMap((path): readonly (string | 0)[] =>
    path === '-' ? [0] : (reading.attempt(() => filesOf(path, reading.skipped)) ?? []),
  );
  for (const path of files) reading.file(path);
  const { documents, errors } = reading;
  const summary = { files: files.length, documents: reading.filled, objects: reading.objects, skipped: reading.skipped };
  if (reading.objects === 0 && !allowEmpty && errors.length === 0)
    errors.push(new InputError(`no Kubernetes object in ${paths.join(', ')}`, 'name a path that holds manifests, or add --allow-empty'));
  if (errors.length > 0) throw new UnreadableError(errors, summary);
  return { documents, summary };
}

/** What was read so far, and what couldn't be. */
class Reading {
  readonly documents: ReadDocument[] = [];
  readonly skipped: Skipped[] = [];
  readonly errors: InputError[] = [];
  filled = 0;
  objects = 0;

  file(path: string | 0): void {
    const file = path === 0 ? 'standard input' : path;
    const sources = this.attempt(() => parseYaml(readText(path, file), file));
    if (!sources) return;
    const found = sources.filter(({ value }) => value !== null);
    const empty = sources.length - found.length;
    if (empty > 0 || sources.length === 0)
      this.skipped.push({ file, because: empty > 1 ? `${empty} empty documents` : 'an empty document' });
    this.filled += found.length;
    for (const source of found.flatMap((it) => opened(it, file))) {
      if (isKustomization(source.value)) {
        this.skipped.push({ file, because: 'Kustomize reads it, no cluster does: check what `kustomize build` renders' });
        continue;
      }
      this.objects += this.attempt(() => objectsIn(source)) ?? 0;
      this.documents.push(source);
    }
  }

  /** Goes on where something can't be read, so that all of it is told at once. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.errors.push(error);
      return undefined;
    }
  }
}

/** Whether a path leads to a file or a folder. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The folders in a folder that holds nothing else; none where it holds files of its own. */
export function environmentsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.every((entry) => entry.isDirectory()) ? entries.map(({ name }) => name).sort() : [];
}

const manifest = /\.(ya?ml|json)$/i;

function filesOf(path: string, skipped: Skipped[]): readonly string[] {
  if (!exists(path)) throw new InputError(`no such file or folder: ${path}`, 'name one that exists');
  if (!statSync(path).isDirectory()) return [path];
  return filesIn(path, skipped, new Set()).sort();
}

/** The manifests of a folder and of those below it. Links are followed, as a mounted ConfigMap is made of them; a folder that contains itself is read once. */
function filesIn(folder: string, skipped: Skipped[], seen: Set<string>): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder).flatMap((name): string[] => {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory()) return filesIn(file, skipped, seen);
    if (!manifest.test(name)) skipped.push({ file, because: 'not .yaml, .yml or .json' });
    else if (!found) throw new InputError('the link leads nowhere', 'restore what it leads to, or remove it', { file });
    else if (found.isFile()) return [file];
    else skipped.push({ file, because: 'not a file' });
    return [];
  });
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
