import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyRepository } from './copy';

/**
 * A copy of this repository with the changes of somebody who makes its application their own: another service, registry, host, repository and
 * cluster name, one environment less and one more. It names none of ours, so that it works in such a repository as well.
 */
export class Fork {
  readonly path = mkdtempSync(join(tmpdir(), 'nines-fork-'));

  constructor() {
    copyRepository(this.path);
    this.addService();
    this.changeEnvironments();
    for (const file of readdirSync(join(this.path, 'environments'))) this.rename(join('environments', file));
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

  /** The names of its imports follow from its own: a fork of a fork has both. */
  private addService(): void {
    const name = this.unused('worker', this.text('lib/application.ts'));
    const [core, plus, library] = [`${name}Core`, `${name}Plus`, `${name}Library`];
    const call = `new ${library}.WebService(this, '${name}', {
      platform: environment.platform,
      name: '${name}',
      image: 'registry.acme.example/worker:1.0.0',
      ports: {},
      replicas: 2,
      resources: { cpu: ${plus}.Cpu.millis(100), memory: ${core}.Size.mebibytes(128) },
    });\n`;
    const imports = [`${core} from 'cdk8s'`, `${plus} from 'cdk8s-plus-27'`, `${library} from '../src'`];
    this.edit('lib/application.ts', /^/, imports.map((it) => `import * as ${it};\n`).join(''));
    this.edit('lib/application.ts', /(?= {2}\}\n\}\n$)/, call);
  }

  /** Drops the environment in the middle of the list, and adds the last one in another place. */
  private changeEnvironments(): void {
    const index = 'environments/index.ts';
    const names = (/= \[([^\]]*)\]/.exec(this.text(index))?.[1] ?? '').split(', ');
    const last = names.at(-1) as string;
    const place = this.unused('asia', this.text(index));
    if (names.length > 2) {
      const [, dropped] = names;
      rmSync(join(this.path, 'environments', `${dropped}.ts`));
      rmSync(join(this.path, 'dist', dropped as string), { recursive: true });
      this.edit(index, new RegExp(`import \\{ ${dropped} \\}.*\n`), '');
      this.edit(index, `${dropped}, `, '');
    }
    const own = `name: '${place}', hosts: ['${place}.acme.example'], cluster: { name: '${place}' }`;
    const text = `import { ${last} } from './${last}';\n\nexport const ${place} = { ...${last}, ${own} };\n`;
    writeFileSync(join(this.path, `environments/${place}.ts`), text);
    this.edit(index, /^/, `import { ${place} } from './${place}';\n`);
    this.edit(index, `${last}]`, `${place}, ${last}]`);
  }

  private rename(file: string): void {
    const text = this.text(file)
      .replaceAll(/image: '[\w-]+\.[\w.-]+\//g, "image: 'registry.acme.example/")
      .replaceAll(/hosts: \['[^']*'/g, "hosts: ['www.acme.example'")
      .replaceAll(/repository: '[^']*'/g, "repository: 'https://git.acme.example/shop.git'")
      .replaceAll(/clusterName: '/g, "clusterName: 'acme-");
    writeFileSync(join(this.path, file), text);
  }

  /** A name that the text doesn't have yet. */
  private unused(name: string, text: string): string {
    return text.includes(name) ? this.unused(`${name}2`, text) : name;
  }

  private text(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  private edit(file: string, from: string | RegExp, to: string): void {
    const edited = this.text(file).replace(from, to);
    if (edited === this.text(file)) throw new Error(`${file} has no ${from} to replace`);
    writeFileSync(join(this.path, file), edited);
  }
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}
