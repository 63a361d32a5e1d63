import { Console } from 'node:console';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { transformSync } from '@swc/core';

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMONJS = { module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } as const;

/** Does work within this process as if it were one of its own, started in a folder: with what it prints, and its exit code. */
function asProcess(folder: string, work: () => void): Ended {
  const { console, process } = globalThis;
  const { argv, exitCode } = process;
  const started = process.cwd();
  const said = { stdout: '', stderr: '' };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (text: string | Uint8Array) => {
      said[stream] += text;
      return true;
    };
  }
  globalThis.console = new Console(process.stdout, process.stderr);
  process.exitCode = undefined;
  process.chdir(folder);
  try {
    work();
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    for (const stream of ['stdout', 'stderr'] as const) process[stream].write = originals[stream];
    Object.assign(process, { argv, exitCode });
    globalThis.console = console;
    process.chdir(started);
  }
}

/**
 * Runs a program of a folder, such as main.ts. Its sources are compiled anew; what it imports from elsewhere, such as the library, is what this process has loaded.
 *
 * @throws what the program throws
 */
export function runHere(folder: string, program: string, args: readonly string[]): Ended {
  const own = `${realpathSync(folder)}${sep}`;
  const main = join(own, program);
  const compiled = require.extensions['.ts'];
  require.extensions['.ts'] = (module, path) => {
    if (!path.startsWith(own)) return compiled?.(module, path);
    const { code } = transformSync(readFileSync(path, 'utf8'), { ...COMMONJS, filename: path });
    (module as unknown as { _compile(code: string, path: string): void })._compile(code, path);
  };
  try {
    return asProcess(folder, () => {
      process.argv = [process.execPath, main, ...args];
      createRequire(main)(main);
    });
  } finally {
    require.extensions['.ts'] = compiled;
    for (const path of Object.keys(require.cache)) if (path.startsWith(own)) delete require.cache[path];
  }
}
