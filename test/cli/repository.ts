import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ninesIn, type Run } from './run';

/** A git repository with manifests, in which `nines diff` runs. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'nines-diff-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** @param value of the file, or its text */
  write(file: string, value: object | string): void {
    mkdirSync(join(this.folder, file, '..'), { recursive: true });
    writeFileSync(join(this.folder, file), typeof value === 'string' ? value : stringify(value));
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: this.folder });
  }

  diff(...args: string[]): Promise<Run> {
    return ninesIn(this.folder, ['diff', ...args]);
  }
}
