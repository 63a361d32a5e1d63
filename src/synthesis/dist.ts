import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and its files, not yet written. A file's name may have folders in it. */
export interface Folder {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** What was written: folders, and the texts of all files in them by path. */
export interface Written {
  readonly folders: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

const BUILD = 'build';
const STAGING = 'dist-';
const ASIDE = 'old';

/**
 * Replaces folders, unless they are already so. Each is written under `build/` first and then moved, so that a full disk or an interrupted run leaves the previous one in place.
 * Between two renames the previous one is under `build/` as well, and `recoverFolders` restores it.
 *
 * @param output the folder that holds them, on the same file system as `build/`
 * @param all whether to remove everything else in it
 */
export function replaceFolders(output: string, folders: readonly Folder[], { all }: { readonly all: boolean }): Written {
  const texts = new Map(folders.flatMap(({ name, files }) => files.map((file) => [join(output, name, file.name), file.text] as const)));
  const written = { folders: all ? [output] : folders.map(({ name }) => join(output, name)), texts };
  const differing = folders.filter((folder) => !isCurrent(output, folder));
  const isTidy = !all || isOnly(output, folders);
  if (differing.length === 0 && isTidy) return written;
  // One folder is replaced at once, as all of them are.
  const replaced = differing.length === 1 && isTidy ? differing : folders;
  const moved = all && replaced.length === folders.length ? [''] : replaced.map(({ name }) => name);
  mkdirSync(BUILD, { recursive: true });
  const staging = mkdtempSync(join(BUILD, STAGING));
  try {
    const fresh = join(staging, 'new');
    writeFolders(fresh, replaced);
    const moves = moved.map((name) => ({ from: join(fresh, name), to: join(output, name) }));
    swapAll(moves.map((move) => ({ ...move, aside: join(staging, ASIDE, move.to) })));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return written;
}

/** Whether a folder has its files, and nothing else. */
function isCurrent(output: string, { name, files }: Folder): boolean {
  const place = join(output, name);
  if (!existsSync(place) || !statSync(place).isDirectory()) return false;
  const texts = new Map(files.map((file) => [join(place, file.name), file.text]));
  const inUse = new Set([...texts.keys()].flatMap((path) => parentsOf(path)));
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  const found = entries.map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }));
  if (!found.every(({ entry, path }) => (entry.isFile() ? texts.has(path) : entry.isDirectory() && inUse.has(path)))) return false;
  const read = found.filter(({ entry }) => entry.isFile());
  return read.length === texts.size && read.every(({ path }) => readFileSync(path, 'utf8') === texts.get(path));
}

/** Whether these folders are all that there is. */
function isOnly(output: string, folders: readonly Folder[]): boolean {
  const names = existsSync(output) ? readdirSync(output) : [];
  return names.every((name) => folders.some((folder) => folder.name === name));
}

function parentsOf(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path || parent === '.' ? [] : [parent, ...parentsOf(parent)];
}

/** Restores what an interrupted run had moved aside, and removes its leftovers. */
export function recoverFolders(output: string): void {
  if (!existsSync(BUILD)) return;
  const interrupted = readdirSync(BUILD).filter((name) => name.startsWith(STAGING) && existsSync(join(BUILD, name, ASIDE)));
  for (const name of interrupted) {
    const aside = join(BUILD, name, ASIDE, output);
    restore(aside, output);
    if (existsSync(aside)) for (const folder of readdirSync(aside)) restore(join(aside, folder), join(output, folder));
    rmSync(join(BUILD, name), { recursive: true, force: true });
  }
}

/** Writes folders into a folder whose content is disposable. */
export function writeFolders(output: string, folders: readonly Folder[]): void {
  for (const { name, files } of folders) {
    mkdirSync(join(output, name), { recursive: true });
    for (const file of files) {
      const path = join(output, name, file.name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly aside: string;
}

/** Replaces all of them or none: if one fails, those before it are restored. */
function swapAll(moves: readonly Move[]): void {
  const done: Move[] = [];
  try {
    for (const move of moves) {
      swap(move.from, move.to, move.aside);
      done.push(move);
    }
  } catch (error) {
    for (const { from, to, aside } of done.reverse()) {
      renameSync(to, from);
      restore(aside, to);
    }
    throw error;
  }
}

function swap(from: string, to: string, aside: string): void {
  mkdirSync(dirname(aside), { recursive: true });
  mkdirSync(dirname(to), { recursive: true });
  const replaced = existsSync(to);
  if (replaced) renameSync(to, aside);
  try {
    renameSync(from, to);
  } catch (error) {
    if (replaced) renameSync(aside, to);
    throw error;
  }
}

function restore(aside: string, to: string): void {
  if (existsSync(aside) && !existsSync(to)) renameSync(aside, to);
}
