import { execFile } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(__dirname, '../../../bin/nines.js');

/** Runs the command in a folder; without waiting for it as a whole, so that what this process plays for the clusters goes on. */
export function nines(folder: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { cwd: folder }, (error, out) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out });
    });
  });
}
