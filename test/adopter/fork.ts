import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What the README tells an adopter to add to `lib/application.ts`. */
const WORKER = `    new WebService(this, 'worker', {
      platform,
      name: 'worker',
      image: 'registry.acme.example/worker:1.0.0',
      ports: {},
      replicas: 2,
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
      ...clientOf(search.http),
    });
`;

/** A copy of this repository, outside of it, with what somebody changes who makes the application their own. */
export class Fork {
  readonly path = mkdtempSync(join(tmpdir(), 'nines-fork-'));

  constructor() {
    const files = git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard').trim().split('\n');
    // Git lists a file that was deleted and not yet committed.
    for (const file of files.filter((name) => existsSync(join(ROOT, name)))) {
      cpSync(join(ROOT, file), join(this.path, file), { force: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
    this.addWorker();
    this.replaceStaging();
    this.edit('environments/production.ts', /registry\.shop\.example/g, 'registry.acme.example');
    this.edit('environments/production.ts', "'shop.example'", "'www.acme.example'");
    this.edit('environments/production.ts', "'shop-production'", "'acme-live'");
    // Some tests ask git for the files of the repository.
    git(this.path, 'init', '--quiet');
    git(this.path, 'add', '--all');
  }

  /** Runs a command in it. @throws with everything that it printed, when it fails */
  run(program: string, ...args: string[]): string {
    const { JEST_WORKER_ID: _, ...env } = process.env;
    try {
      return execFileSync(program, args, { cwd: this.path, env, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${[program, ...args].join(' ')}\n${stdout}${stderr}`);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  private addWorker(): void {
    const imports = [
      "import { Size } from 'cdk8s';",
      "import { Cpu } from 'cdk8s-plus-27';",
      "import { clientOf, WebService } from '../src';",
    ];
    this.edit('lib/application.ts', /^/, `${imports.join('\n')}\n`);
    this.edit('lib/application.ts', /^ *const frontend = /m, (line) => `${WORKER}${line}`);
  }

  /** Deletes staging, and adds an environment that is another place's production. */
  private replaceStaging(): void {
    rmSync(join(this.path, 'environments/staging.ts'));
    rmSync(join(this.path, 'dist/staging'), { recursive: true });
    const asia =
      "import { production } from './production';\n\nexport const asia = { ...production, name: 'asia', hosts: ['asia.acme.example'] };\n";
    writeFileSync(join(this.path, 'environments/asia.ts'), asia);
    this.edit('environments/index.ts', /staging/g, 'asia');
  }

  private edit(file: string, from: string | RegExp, to: string | ((found: string) => string)): void {
    const text = readFileSync(join(this.path, file), 'utf8');
    const edited = typeof to === 'string' ? text.replace(from, to) : text.replace(from, to);
    if (edited === text) throw new Error(`${file} has no ${from} to replace`);
    writeFileSync(join(this.path, file), edited);
  }
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}
