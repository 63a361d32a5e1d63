import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** What takes the place of a program that a machine doesn't have, or that a test must control. */
export const standIns = resolve(__dirname, 'stand-ins');

/** The path of a program of this machine. */
export function find(program: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** This machine's programs of those names, and a stand-in for a machine without. */
function every(names: readonly string[], standIn: string): string[] {
  return names.flatMap((name) => find(name) ?? []).concat(join(standIns, standIn));
}

/** The shells of this machine that a script may meet: the official image's `sh` is bash, Debian's is dash, Alpine's is busybox. */
export const shells = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([program]) => find(program ?? ''));

/** The official image has ncat, the one on Wolfi OpenBSD's. */
export const netcats = every(['ncat', 'nc.openbsd', 'nc'], 'nc');

export const curls = every(['curl'], 'curl');
