import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, link } from '../packed';

const ROOT = join(__dirname, '../..');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const INSTALLED = [...Object.keys(dependencies), ...Object.keys(peerDependencies), '@types/node', 'typescript', 'ts-node', 'cdk8s-cli'];
const BINARIES = { 'ts-node': 'ts-node/dist/bin.js', cdk8s: 'cdk8s-cli/bin/cdk8s' };

/** A registry that answers nobody: what is missing must not be fetched. */
const OFFLINE = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_loglevel: 'error',
  CDK8S_CHECK_UPGRADE: 'false',
};

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** A stranger's empty project, with the packed package and what it asks for installed. */
export class Project {
  readonly path = mkdtempSync(join(tmpdir(), 'nines-package-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    link(this.path, INSTALLED);
    this.install('node_modules/nines');
    mkdirSync(join(this.path, 'node_modules/.bin'));
    for (const [name, target] of Object.entries(BINARIES)) symlinkSync(join('..', target), join(this.path, 'node_modules/.bin', name));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Puts the package into a folder, as npm does. */
  install(folder: string): void {
    install(join(this.path, folder));
  }

  delete(folder: string): void {
    rmSync(join(this.path, folder), { recursive: true, force: true });
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const { CDK8S_OUTDIR: _, ...inherited } = process.env;
    const options = { cwd: this.path, encoding: 'utf8', env: { ...inherited, ...OFFLINE, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(program, args, options);
    return { code: status ?? -1, out: stdout, error: stderr };
  }

  /** The files below a folder with their texts; none where there is no such folder. */
  files(folder: string): Readonly<Record<string, string>> {
    const top = join(this.path, folder);
    const names = existsSync(top) ? readdirSync(top) : [];
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(top, name), 'utf8')]));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
