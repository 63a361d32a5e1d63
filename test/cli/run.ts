import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main';

/** What a run of the command left behind. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command within this process, on files that exist for the run only. */
export async function nines(args: readonly string[], files: Readonly<Record<string, string | Buffer>> = {}): Promise<Run> {
  return withFiles(files, async (folder) => {
    let out = '';
    let error = '';
    const streams = {
      out: (text: string) => {
        out += text;
      },
      error: (text: string) => {
        error += text;
      },
    };
    const code = await main(
      args.map((argument) => argument.replaceAll('@', `${folder}/`)),
      streams,
    );
    return { code, out, error: error.replaceAll(`${folder}/`, '@') };
  });
}

/** Runs the command as a person does. */
export function ninesProcess(args: readonly string[], input = ''): Run {
  const bin = join(__dirname, '..', '..', 'bin', 'nines.js');
  const run = spawnSync(process.execPath, [bin, ...args], { input, encoding: 'utf8', timeout: 60_000 });
  return { code: run.status ?? -1, out: run.stdout, error: run.stderr };
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
