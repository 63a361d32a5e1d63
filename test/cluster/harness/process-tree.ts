import { execFileSync } from 'node:child_process';

/** A running process. */
export interface Running {
  readonly pid: number;
  readonly parent: number;
  /** Resident memory, shared pages included, in bytes. */
  readonly memory: number;
  readonly command: string;
}

/** All processes of this machine. */
export function running(): Running[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,comm='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, kibibytes, ...command] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), memory: Number(kibibytes) * 1024, command: command.join(' ') };
  });
}

/** The processes that this one has started, and theirs, and so on. */
export function descendants(pid: number, among: readonly Running[] = running()): Running[] {
  const children = among.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendants(child.pid, among))];
}

/** Kills every process whose command line names this folder: all that a cluster runs have their files in its own. */
export function killProcessesOf(folder: string): void {
  for (const { pid } of processesOf(folder)) kill(pid);
}

/** Every process but this one whose command line names this folder. */
export function processesOf(folder: string): { readonly pid: number; readonly args: string }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n');
  const processes = lines.map((line) => {
    const [, pid, args = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return { pid: Number(pid), args };
  });
  // With the separator: the folder of another run may begin with the same name.
  return processes.filter(({ pid, args }) => args.includes(`${folder}/`) && pid !== process.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
