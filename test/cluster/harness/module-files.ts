import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './binaries';
import { go } from './go-build';

/** A folder of a Go module. */
export interface ModuleFolder {
  readonly module: string;
  /** With its `v`. */
  readonly version: string;
  readonly folder: string;
}

/**
 * Copies the files of the folder that have such a name into our cache, so that Go is needed only once.
 *
 * @param target in the cache; another version needs another one
 * @returns the folder with the copies
 */
export async function cachedFiles({ module, version, folder }: ModuleFolder, name: RegExp, target: string): Promise<string> {
  const path = join(cacheFolder(), target);
  if (existsSync(path)) return path;
  const { Dir: source } = JSON.parse(await go(['mod', 'download', '-json', `${module}@${version}`], __dirname));
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = mkdtempSync(`${path}-`);
  for (const file of readdirSync(join(source, folder)).filter((file) => name.test(file))) {
    cpSync(join(source, folder, file), join(unfinished, file));
  }
  // Whoever is first wins; the copies are the same.
  if (existsSync(path)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, path);
  return path;
}
