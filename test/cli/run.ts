import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main';
import { packed } from '../packed';

/** What a run of the command left behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command within this process, on files that exist for the run only. */
export async function nines(args: readonly string[], files: Readonly<Record<string, string | Buffer>> = {}): Promise<Run> {
  return withFiles(files, async (folder) => {
    const { code, out, error } = await run(args.map((argument) => argument.replaceAll('@', `${folder}/`)));
    return { code, out, error: error.replaceAll(`${folder}/`, '@') };
  });
}

/** Runs the command within this process, in a folder. */
export async function ninesIn(folder: string, args: readonly string[]): Promise<Run> {
  const started = process.cwd();
  process.chdir(folder);
  try {
    return await run(args);
  } finally {
    process.chdir(started);
  }
}

async function run(args: readonly string[]): Promise<Run> {
  const said = { out: '', error: '' };
  const to = (stream: 'out' | 'error') => (text: string) => {
    said[stream] += text;
  };
  const code = await main(args, { out: to('out'), error: to('error') });
  return { code, ...said };
}

/** Runs the published command as a person does. */
export function ninesProcess(args: readonly string[], options: { readonly input?: string; readonly cwd?: string } = {}): Run {
  const run = spawnSync(process.execPath, [command(), ...args], { input: '', ...options, encoding: 'utf8', timeout: 60_000 });
  return { code: run.status ?? -1, out: run.stdout, error: run.stderr };
}

/** The published command: compiled, it starts in a fraction of the time that its sources take. */
export function command(): string {
  return join(packed().nines, 'bin/nines.js');
}

export async function withFiles<T>(files: Readonly<Record<string, string | Buffer>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
