import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { killProcessesOf } from './process-tree';

/** Where the folders of all runs are. */
export const RUNS = join(__dirname, '..', '..', '..', 'build', 'cluster');

/** A new folder for one cluster. The name holds the owner's process id, so that folders nobody owns any more can be told. */
export function newRunFolder(name: string): string {
  mkdirSync(RUNS, { recursive: true });
  // Threads of one process may ask at the same time; making a folder is what only one of them can do.
  for (let number = 1; ; number++) {
    const folder = join(RUNS, `${name}-${process.pid}-${number}`);
    if (!made(folder)) continue;
    mkdirSync(join(folder, 'logs'));
    return folder;
  }
}

/** The path of a file that belongs to this process as the folders do. */
export function newRunFile(name: string): string {
  mkdirSync(RUNS, { recursive: true });
  return join(RUNS, `${name}-${process.pid}-1`);
}

function made(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what is of use only while the cluster runs; the logs stay when someone will want to read them. */
export function leaveRunFolder(folder: string, keepLogs: boolean): void {
  for (const entry of readdirSync(folder)) if (entry !== 'logs') remove(join(folder, entry));
  if (!keepLogs) remove(folder);
}

/** Removes a folder, those in it included that a program has closed to everyone: Argo CD does that to its clones. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    // It opens each folder before it goes into it.
    execFileSync('chmod', ['-R', 'u+rwX', path]);
    rmSync(path, { recursive: true });
  }
}

/** Removes the folders of runs that are over, and ends what is left of them: a failed run's logs stay until the next run. */
export function removeOldRunFolders(): void {
  mkdirSync(RUNS, { recursive: true });
  for (const folder of readdirSync(RUNS)) {
    const owner = Number(/-(\d+)-\d+$/.exec(folder)?.[1]);
    if (owner && alive(owner)) continue;
    killProcessesOf(join(RUNS, folder));
    remove(join(RUNS, folder));
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
