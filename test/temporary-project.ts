import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Ended } from './run-here';

/** Saves each process what swc made of the same sources before. */
const REMEMBERING = `--require ${join(__dirname, 'transpiled.js')}`;

/** A folder with sources to edit, in which commands run. */
export class TemporaryProject {
  readonly path = mkdtempSync(join(tmpdir(), 'nines-'));

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Replaces a text everywhere in one of its files, or the first match of an expression. @throws if nothing changes */
  edit(file: string, from: string | RegExp, to: string): void {
    const path = join(this.path, file);
    // Through a link it would be the file of this repository.
    if (!realpathSync(path).startsWith(realpathSync(this.path)))
      throw new Error(`${file} is shared; make a copy with a library of its own`);
    const text = this.read(file);
    const edited = typeof from === 'string' ? text.replaceAll(from, to) : text.replace(from, to);
    if (edited === text) throw new Error(`${file} has no ${from} to replace`);
    writeFileSync(path, edited);
  }

  /** Runs a command in it, as a user would. */
  run(command: string, ...args: string[]): Promise<Ended> {
    const options = `${process.env['NODE_OPTIONS'] ?? ''} ${REMEMBERING}`;
    const env = { ...process.env, NODE_OPTIONS: options, CDK8S_CHECK_UPGRADE: 'false', CDK8S_OUTDIR: '' };
    return new Promise((resolve) => {
      execFile(command, args, { cwd: this.path, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
      });
    });
  }

  /** The files of one of its folders with their texts, by path. */
  files(folder: string): Record<string, string> {
    const top = join(this.path, folder);
    const found = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [relative(top, path), readFileSync(path, 'utf8')]));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
