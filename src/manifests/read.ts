import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadDocument } from './document';
import { InputError, InputErrors } from './input-error';
import { isBuiltBy, isJsonPatch, isKustomization, type Kustomization, patchesOf } from './kustomize';
import { isForeign, isTemplate, objectsIn } from './recognized';
import type { SharedDocuments } from './shared-documents';
import { readText } from './text';
import { parseYaml, type Source } from './yaml';
import { parseEach } from './yaml-documents';

/** What a stream is called in place of a file. */
const STANDARD_INPUT = 'standard input';

/** How much was read, and what was skipped. */
export interface ReadSummary {
  readonly files: number;

  /** The non-empty documents. */
  readonly documents: number;

  /** The objects; each item of a list counts. */
  readonly objects: number;

  readonly skipped: readonly Skipped[];
}

/** A skipped file of a folder, or the empty documents of a file. */
interface Skipped {
  readonly file: string;
  readonly because: string;
}

/** The documents of manifests, and how much was read. */
export interface Manifests {
  readonly documents: readonly ReadDocument[];
  readonly summary: ReadSummary;
}

/** Manifests with parse errors: every error, and how much was read besides. */
export class UnreadableError extends InputErrors {
  readonly summary: ReadSummary;

  /** The documents with objects that could be read. */
  readonly documents: readonly ReadDocument[];

  constructor(errors: readonly InputError[], summary: ReadSummary, documents: readonly ReadDocument[]) {
    super(errors);
    this.summary = summary;
    this.documents = documents;
  }
}

/** Options for reading manifests. */
export interface ReadOptions {
  /**
   * Whether to accept that there are no objects.
   *
   * @default false: a wrong path would pass unnoticed
   */
  readonly allowEmpty?: boolean;

  /**
   * The documents that were read before, so that equal ones are parsed once.
   *
   * @default none
   */
  readonly shared?: SharedDocuments;
}

/**
 * Reads manifests from files, folders and, for `-`, standard input.
 *
 * Throws an {@link UnreadableError} with every problem: the first syntax error of each document, since others may follow from it, and each document that
 * is not a Kubernetes object.
 */
export function readManifests(paths: readonly string[], { allowEmpty = false, shared }: ReadOptions = {}): Manifests {
  const reading = new Reading(shared);
  const files = paths.flatMap((path): readonly (readonly [path: string | 0, isNamed: boolean])[] => {
    if (path === '-') return [[0, true]];
    const found = reading.attempt(() => filesOf(path, reading.skipped)) ?? [];
    return found.map((file) => [file, file === path]);
  });
  for (const [path, isNamed] of files) reading.file(path, isNamed);
  return reading.end(files.length, paths, allowEmpty);
}

/** A text with manifests, and the name of its origin. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** Reads manifests from texts, as {@link readManifests} does from files. */
export function manifestsIn(texts: readonly ManifestText[], { allowEmpty = false, shared }: ReadOptions = {}): Manifests {
  const reading = new Reading(shared);
  for (const { file, text } of texts) reading.text(file, () => text, texts.length === 1);
  return reading.end(
    texts.length,
    texts.map(({ file }) => file),
    allowEmpty,
  );
}

/** Whether a file in a folder counts as one with manifests. */
export function isManifest(name: string): boolean {
  return manifest.test(name);
}

/** The manifests read so far, and the errors. */
class Reading {
  readonly skipped: Skipped[] = [];
  readonly errors: InputError[] = [];
  private readonly found: { readonly document: ReadDocument; readonly objects: number }[] = [];
  private readonly kustomizations: Kustomization[] = [];

  /** Why the first skipped file is no manifest: an error if there is no other one. */
  private foreign: InputError | undefined;
  private filled = 0;
  private readonly shared: SharedDocuments | undefined;

  constructor(shared: SharedDocuments | undefined) {
    this.shared = shared;
  }

  /** @param isNamed whether the file itself was asked for, and not its folder, which may hold other files */
  file(path: string | 0, isNamed: boolean): void {
    const file = path === 0 ? STANDARD_INPUT : path;
    this.text(file, () => readText(path, file), isNamed);
  }

  text(file: string, read: () => string, isNamed: boolean): void {
    const sources = this.attempt(() => this.parsed(file, read(), isNamed));
    if (!sources) return;
    const found = sources.filter(({ value }) => value !== null);
    const empty = sources.length - found.length;
    if (empty > 0 || sources.length === 0)
      this.skipped.push({ file, because: empty > 1 ? `${empty} empty documents` : 'an empty document' });
    this.filled += found.length;
    const [first] = found;
    if (!isNamed && first && this.isOther(found, { ...first, file })) return;
    for (const source of found.flatMap((it) => opened(it, file))) {
      if (isKustomization(source.value, file)) {
        this.kustomizations.push({ file, value: source.value });
        this.skipped.push({ file, because: 'a Kustomization: check the output of `kustomize build` instead' });
        continue;
      }
      this.found.push({ document: source, objects: this.attempt(() => objectsIn(source)) ?? 0 });
    }
  }

  /** What was read. @throws UnreadableError with every problem, or if there is no object */
  end(files: number, paths: readonly string[], allowEmpty: boolean): Manifests {
    const { errors, filled, skipped } = this;
    const patches = new Set(this.kustomizations.flatMap(patchesOf));
    const found = this.found.filter(({ document: { file } }) => !patches.has(file));
    for (const file of new Set(this.found.map(({ document }) => document.file)))
      if (patches.has(file)) skipped.push({ file, because: 'a patch: check the output of `kustomize build` instead' });
    const objects = found.reduce((sum, it) => sum + it.objects, 0);
    if (objects === 0 && !allowEmpty && errors.length === 0)
      errors.push(
        this.foreign ?? new InputError(`no Kubernetes objects in ${paths.join(', ')}`, 'name a path with manifests, or add --allow-empty'),
      );
    const summary = { files, documents: filled, objects, skipped };
    const documents = found.map(({ document }) => this.kustomized(document));
    if (errors.length === 0) return { documents, summary };
    const readable = documents.filter((_, index) => (found[index]?.objects ?? 0) > 0);
    throw new UnreadableError(errors, summary, readable);
  }

  /** The documents of a text; none if it is a template in a folder. */
  private parsed(file: string, text: string, isNamed: boolean): readonly Source[] | undefined {
    try {
      return this.shared ? this.shared.parse(text, file) : parseYaml(text, file);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (!isTemplate(text)) return this.readableOf(file, text, error);
      const { line, column } = error.diagnostic.place;
      const template = new InputError('a template, not YAML', 'check what it renders: helm template CHART | nines check -', {
        file,
        line,
        column,
      });
      if (isNamed) throw template;
      this.skip(file, 'a template: check what it renders instead', template);
      return undefined;
    }
  }

  /** The documents of a text that can be parsed: one that can't hides no other one. @throws the error if there is but one document */
  private readableOf(file: string, text: string, error: InputError): readonly Source[] {
    const { sources, errors } = parseEach(text, file);
    if (sources.length === 0) throw error;
    this.errors.push(...(errors.length > 0 ? errors : [error]));
    return sources;
  }

  /** Whether a file of a folder is for another tool, like the values of a chart. */
  private isOther(found: readonly Source[], first: ReadDocument): boolean {
    const values = found.map(({ value }) => value);
    const isPatch = values.every(isJsonPatch);
    if (!isPatch && !values.every((value) => isForeign(value) && !isKustomization(value, first.file))) return false;
    try {
      objectsIn(first);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.skip(first.file, isPatch ? 'a patch: check the output of `kustomize build` instead' : 'without apiVersion and kind', error);
    }
    return true;
  }

  private skip(file: string, because: string, error: InputError): void {
    this.skipped.push({ file, because });
    this.foreign ??= error;
  }

  private kustomized(document: ReadDocument): ReadDocument {
    const isKustomized = this.kustomizations.some((kustomization) => isBuiltBy(kustomization, document.file));
    return isKustomized ? { ...document, isKustomized } : document;
  }

  /** Collects an error and continues, so that all errors are reported at once. */
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

/** Whether a file or folder exists. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Who applies manifests from a repository. Each has a folder beside those of the environments. */
export const controllers = ['argocd', 'flux'] as const;

export type Controller = (typeof controllers)[number];

/** The folder beside those of the environments that says what each of them runs on, in a topology file of its name. */
export const TOPOLOGY_FOLDER = 'topology';

/** Whether a folder is that of an environment: those of Argo CD, Flux and topologies hold no application. */
export function isEnvironment(folder: string): boolean {
  return folder !== TOPOLOGY_FOLDER && !controllers.some((controller) => controller === folder);
}

/** The folders of environments in a folder that contains only folders; none if it contains files. */
export function environmentsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.every((entry) => entry.isDirectory())
    ? entries
        .map(({ name }) => name)
        .filter(isEnvironment)
        .sort()
    : [];
}

const manifest = /\.(ya?ml|json)$/i;

function filesOf(path: string, skipped: Skipped[]): readonly string[] {
  if (!exists(path)) throw new InputError(`no such file or folder: ${path}`, 'check the path');
  if (!statSync(path).isDirectory()) return [path];
  return filesIn(path, skipped, new Set()).sort();
}

/** The manifests of a folder, recursively. Symbolic links are followed, since a mounted ConfigMap consists of them; cycles are read once. */
function filesIn(folder: string, skipped: Skipped[], seen: Set<string>): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder).flatMap((name): string[] => {
    const file = join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory()) return filesIn(file, skipped, seen);
    if (!isManifest(name)) skipped.push({ file, because: 'not .yaml, .yml or .json' });
    else if (!found) throw new InputError('broken symbolic link', 'restore its target, or remove the link', { file });
    else if (found.isFile()) return [file];
    else skipped.push({ file, because: 'not a file' });
    return [];
  });
}

/**
 * The items of a bare list of objects, such as the output of `jq '.items'`.
 *
 * kubectl rejects it, but whoever checks it means the objects.
 */
function opened({ template, ...source }: Source, file: string): readonly ReadDocument[] {
  // A file has a name of its own, which an editor opens.
  const origin = { file, ...(template !== undefined && file === STANDARD_INPUT && { template }) };
  if (!Array.isArray(source.value)) return [{ ...source, ...origin }];
  return source.value.map((value, index) => ({ value, ...origin, locate: (path) => source.locate([index, ...path]) }));
}
