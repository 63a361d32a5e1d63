import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { packed } from '../packed';

const ROOT = join(__dirname, '../..');

/** What makes Node run TypeScript: a newer one does so by itself, as on GitHub, and warns of a package that states no kind of modules. */
export const stripping =
  'typescript' in process.features ? ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] : ['--require', join(__dirname, 'stripping.js')];

/** The metadata of an action, as far as a runner needs it. */
interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** What a step left behind. */
export interface Step {
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A job's machine: a workspace, the files and variables that GitHub's runner gives to a step, and a registry that has the package of this checkout. */
export class Runner {
  readonly path = mkdtempSync(join(tmpdir(), 'nines-action-'));
  readonly workspace = join(this.path, 'work');

  constructor(files: Readonly<Record<string, string>>) {
    for (const folder of ['work', 'temp', 'bin', 'files']) mkdirSync(join(this.path, folder));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    const { nines } = packed();
    this.install(nines);
    this.program('npx', `[ "$1" = --yes ] && shift\nshift\nexec '${process.execPath}' '${nines}/bin/nines.js' "$@"`);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.workspace, name)), { recursive: true });
    writeFileSync(join(this.workspace, name), text);
  }

  /** What npm installs from now on: a package with this command. */
  publish(command: string): void {
    const folder = join(this.path, 'published');
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin/nines.js'), command);
    this.install(folder);
  }

  private install(folder: string): void {
    this.program('npm', `echo "$*" >>'${this.path}/npm.log'\nmkdir -p "$3/node_modules" && ln -s '${folder}' "$3/node_modules/nines"`);
  }

  /** A stand-in for a program that isn't here, or that would fetch something. */
  program(name: string, script: string): void {
    const file = join(this.path, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** What npm was asked for. */
  get installed(): string {
    return readFileSync(join(this.path, 'npm.log'), 'utf8').replaceAll(this.path, '');
  }

  /** The environment of every step. */
  get env(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: [join(this.path, 'bin'), process.env['PATH']].join(delimiter) };
  }

  /** Runs `uses: <folder>` with these inputs, as the runner's Node 24 does where this Node can. @throws on an unknown or missing input */
  async use(
    action: string,
    given: Readonly<Record<string, string>>,
    { event = {}, ...variables }: { readonly event?: object } & Readonly<Record<string, unknown>> = {},
  ): Promise<Step> {
    const folder = join(ROOT, action);
    const { inputs, outputs = {}, runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Metadata;
    const unknown = Object.keys(given).filter((name) => !(name in inputs));
    if (unknown.length > 0) throw new Error(`${action}/action.yml has no input ${unknown.join(', ')}`);
    const values = Object.entries(inputs).map(([name, { default: value = '' }]) => [
      `INPUT_${name.toUpperCase()}`,
      given[name] ?? value.replace(/^\$\{\{ github\.token \}\}$/, 'token'),
    ]);
    const file = (name: string, text = '') => {
      writeFileSync(join(this.path, 'files', name), text);
      return join(this.path, 'files', name);
    };
    const env = {
      ...this.env,
      ...Object.fromEntries(values),
      RUNNER_TEMP: join(this.path, 'temp'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
      GITHUB_REPOSITORY: 'shop/manifests',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '1',
      ...variables,
    };
    const main = join(folder, runs.main);
    const { code, log } = await this.run(process.execPath, [...stripping, main], env);
    const text = (name: string) => readFileSync(join(this.path, 'files', name), 'utf8');
    const written = text('output')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s) as [string, string]);
    const undeclared = written.filter(([name]) => !(name in outputs));
    if (undeclared.length > 0) throw new Error(`${action}/action.yml declares no output ${undeclared.join(', ')}`);
    return { code, log, outputs: Object.fromEntries(written), summary: text('summary') };
  }

  /** Runs a program in the workspace. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = this.env): Promise<{ code: number; log: string; out: string }> {
    return new Promise((resolve) => {
      execFile(program, args, { cwd: this.workspace, env, maxBuffer: 1 << 26 }, (error, out, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0;
        resolve({ code, log: `${out}${stderr}`, out });
      });
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
