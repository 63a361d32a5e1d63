import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { isEnvironment, type ManifestText } from '../manifests/read';
import { foldersInRevision, isRevision, once, readRevision } from '../manifests/revision';
import { readText } from '../manifests/text';
import { isObject } from '../manifests/value';
import { parseYaml } from '../manifests/yaml';

/** What a fresh synth is compared with. */
export interface Base {
  /** Its name in messages: `dist/`, or what the user named. */
  readonly name: string;
  readonly index: ObjectIndex;
}

/** Files that are synthesized, and their objects. */
export interface Fresh {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly index: ObjectIndex;
}

/** The name of a base in which nothing runs. */
export const NO_BASE = 'none';

/**
 * The manifests of an environment that were committed last, the best evidence in a repository of what is running. Outside a git repository, and before
 * the first commit of them, those that were synthesized last. Documents that can't be read any longer are skipped.
 *
 * @param asked a git revision, a folder like `dist/`, or `none` if nothing runs yet. Default: the last commit
 * @param fresh what is synthesized now: where the base has the same files, its objects are these, and needn't be parsed
 * @throws InputError if there is no such folder or revision
 */
export function baseOf(output: string, environment: string, asked?: string, fresh?: Fresh): Base {
  if (asked === NO_BASE) return { name: NO_BASE, index: indexOf([]) };
  const name = asked ?? `${output}/`;
  return once(JSON.stringify(['base', process.cwd(), output, environment, asked]), () => {
    const files = baseFiles(output, environment, asked);
    return { name, index: fresh && isSame(files, fresh) ? fresh.index : readable(files) };
  });
}

function isSame(base: readonly ManifestText[], { files }: Fresh): boolean {
  const texts = new Map(base.map(({ file, text }) => [basename(file), text]));
  return base.length === files.length && files.every(({ name, text }) => texts.get(name) === text);
}

function baseFiles(output: string, environment: string, asked: string | undefined): readonly ManifestText[] {
  const folder = join(output, environment);
  if (asked !== undefined && existsSync(asked)) return filesOf(join(asked, environment));
  if (asked !== undefined) return readFolder(asked, output, folder);
  const committed = isRevision('HEAD') ? readFolder('HEAD', output, folder) : [];
  return committed.length > 0 ? committed : filesOf(folder);
}

/**
 * The text of a file below the output in the base; undefined if it is not there.
 *
 * @param path relative to the working directory
 * @param asked a git revision. Default: the last commit
 */
export function textInBase(output: string, path: string, asked = 'HEAD'): string | undefined {
  if (!isRevision(asked)) return undefined;
  return readRevision(asked, output).find(({ file }) => file === `${asked}:${path}`)?.text;
}

/** The output is read as a whole, since all of it is asked for, folder by folder. */
function readFolder(revision: string, output: string, folder: string): readonly ManifestText[] {
  return readRevision(revision, output).filter(({ file }) => file.startsWith(`${revision}:${folder}/`));
}

/** The manifests of an environment that were synthesized last, by file. */
export function writtenFiles(
  output: string,
  environment: string,
): readonly { readonly name: string; readonly manifests: readonly object[] }[] {
  return filesOf(join(output, environment)).map((text) => {
    const values = readable([text]).objects.map(({ root }) => root.value);
    return { name: basename(text.file), manifests: values.filter(isObject) };
  });
}

/** The names of the environments that the base has manifests of. @param asked as above */
export function environmentsIn(output: string, asked?: string): readonly string[] {
  if (asked === NO_BASE) return [];
  return folders(output, asked).filter(isEnvironment);
}

function folders(output: string, asked: string | undefined): readonly string[] {
  if (asked !== undefined) return existsSync(asked) ? foldersOf(asked) : foldersInRevision(asked, output);
  const committed = foldersInRevision('HEAD', output);
  return committed.length > 0 ? committed : foldersOf(output);
}

function foldersOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).sort();
}

function filesOf(folder: string): readonly ManifestText[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.yaml')) : [];
  return names.map((name) => join(folder, name)).flatMap((file) => attempt(() => ({ file, text: readText(file, file) })));
}

function readable(files: readonly ManifestText[]): ObjectIndex {
  const texts = files.flatMap(({ file, text }) => text.split(/^---\s*$/m).map((document) => ({ file, text: document })));
  return indexOf(texts.flatMap(({ file, text }) => attempt(() => parseYaml(text, file)).flat()));
}

function attempt<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
