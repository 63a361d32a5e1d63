import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const COMMAND = join(__dirname, '../../bin/nines.js');

/** A git repository with manifests, in which `nines diff` runs as a process of its own. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'nines-diff-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  write(file: string, value: object): void {
    mkdirSync(join(this.folder, file, '..'), { recursive: true });
    writeFileSync(join(this.folder, file), stringify(value));
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: this.folder });
  }

  diff(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'diff', ...args], { cwd: this.folder, encoding: 'utf8' });
    return { code: status, out: stdout, error: stderr };
  }
}
