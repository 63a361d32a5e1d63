import { join } from 'node:path';
import { run } from 'jest';
import { readArguments } from './arguments';
import { binaries } from './binaries';
import { running } from './process-tree';
import { kubernetesVersion } from './programs';

/** How often to look whether whoever started this is still there, in milliseconds. */
const LOOK = 2000;

/** Reads the arguments that are not jest's own, and gives the rest. */
type Read = (args: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/** Runs the tests of the folder's jest.config.js as the arguments say; ends the process with a line where they can't begin. */
export function runTests(args: readonly string[], read: Read = (rest) => rest, folder = join(__dirname, '..')): Promise<void> {
  return begin(args, read, folder).catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}

async function begin(args: readonly string[], read: Read, folder: string): Promise<void> {
  const rest = await read(readArguments(args));
  process.env['NODE_ENV'] ??= 'test';
  endWithParents();
  // Before jest, which would wrap what is missing in a stack.
  await binaries((line) => console.error(line), kubernetesVersion());
  await run(['--config', join(folder, 'jest.config.js'), ...rest]);
}

/**
 * Nobody tells a process that what started it was killed: it would go on testing for minutes, and keep its clusters. Killed itself, its
 * clusters end with it.
 */
function endWithParents(): void {
  const first = parents().join();
  setInterval(() => parents().join() === first || process.kill(process.pid, 'SIGKILL'), LOOK).unref();
}

/** Up to npm, which starts a shell that starts this; without npm it is nobody's business who goes on. */
function parents(): number[] {
  if (!process.env['npm_lifecycle_event']) return [];
  const all = running();
  const shell = all.find(({ pid }) => pid === process.ppid);
  if (!shell || shell.command.startsWith('npm')) return [process.ppid];
  return [shell.pid, shell.parent];
}
