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

/** From now on this process is as one that was started in a folder, until it ends: with what it printed, and its exit code. */
function processIn(folder: string): { readonly ended: () => Ended; readonly end: () => void } {
  const { console, process } = globalThis;
  const { argv, exitCode } = process;
  const { prepareStackTrace } = Error;
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
  return {
    ended: () => ({ code: Number(process.exitCode ?? 0), ...said }),
    end: () => {
      for (const stream of ['stdout', 'stderr'] as const) process[stream].write = originals[stream];
      Object.assign(process, { argv, exitCode });
      Error.prepareStackTrace = prepareStackTrace;
      globalThis.console = console;
      process.chdir(started);
    },
  };
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
  const { ended, end } = processIn(folder);
  try {
    process.argv = [process.execPath, main, ...args];
    createRequire(main)(main);
    return ended();
  } finally {
    end();
    require.extensions['.ts'] = compiled;
    forget(own);
  }
}

/** Where tools/synth hands results over to the application that it runs, and takes over what it writes. */
const HANDED_OVER = ['nines.write', 'nines.remembered'].map((name) => Symbol.for(name));

/** Runs a copy of tools/synth in the same way. Its modules are loaded anew, so that it knows what it has written to files, and no more. */
export async function synthHere(folder: string, args: readonly string[]): Promise<Ended> {
  const own = `${realpathSync(folder)}${sep}`;
  const main = join(own, 'tools/synth/main.js');
  const { ended, end } = processIn(folder);
  try {
    process.argv = [process.execPath, main, ...args];
    await createRequire(main)(main);
    return ended();
  } finally {
    end();
    for (const name of HANDED_OVER) Reflect.deleteProperty(globalThis, name);
    forget(own);
  }
}

/** What was loaded from a folder is loaded anew next time. */
function forget(own: string): void {
  for (const path of Object.keys(require.cache)) if (path.startsWith(own)) delete require.cache[path];
}
