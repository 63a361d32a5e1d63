import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder with its files, not yet written. */
export interface Folder {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Puts folders in the place of what was there: each is written under `build/` first and then moved, so that a full disk or an interrupted run
 * leaves what was there.
 *
 * @param output the folder that holds them, on the same file system as `build/`
 * @param all whether it holds these folders and nothing else; else only they are replaced
 */
export function replaceFolders(output: string, folders: readonly Folder[], { all }: { readonly all: boolean }): void {
  mkdirSync('build', { recursive: true });
  const staging = mkdtempSync(join('build', 'dist-'));
  try {
    const fresh = join(staging, 'new');
    writeFolders(fresh, folders);
    const moves = all ? [{ from: fresh, to: output }] : folders.map(({ name }) => ({ from: join(fresh, name), to: join(output, name) }));
    for (const { from, to } of moves) swap(from, to, join(staging, 'old'));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Writes folders into a folder that nobody minds to lose. */
export function writeFolders(output: string, folders: readonly Folder[]): void {
  for (const { name, files } of folders) {
    mkdirSync(join(output, name), { recursive: true });
    for (const file of files) writeFileSync(join(output, name, file.name), file.text);
  }
}

function swap(from: string, to: string, aside: string): void {
  rmSync(aside, { recursive: true, force: true });
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
