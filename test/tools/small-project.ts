import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Ended, synthHere } from '../run-here';
import { TemporaryProject } from '../temporary-project';

const ROOT = join(__dirname, '../..');
/** What decides how sources are compiled, and what writes dist/. */
const REAL = [
  ...['tools/synth', 'bin/optimize-later.js', 'cdk8s.yaml', 'tsconfig.json', 'tsconfig.synth.json', 'package.json', 'package-lock.json'],
  ...['src/synthesis/dist.ts', 'src/synthesis/remembered.ts', 'src/synthesis/writing.ts'],
];
/** What compiles sources and checks their types. */
const PACKAGES = ['esbuild', '@esbuild', '@typescript', 'typescript', '@types', 'undici-types', '.bin', 'cdk8s-cli', 'ts-node', '@swc'];

const FILES = {
  // Neither the packages nor what is built belong to a commit.
  '.gitignore': 'node_modules\nbuild\n',
  'main.ts': `import { application } from './application';
import { environments } from './environments';
import { synthesize } from './src';

synthesize(environments, application, process.argv.slice(2));
`,
  'application.ts': `import type { Environment } from './src';

export function application({ name, image, host, replicas }: Environment): readonly string[] {
  const ports = { docs: 8100 };
  return [\`name: \${name}\`, \`image: \${image}\`, \`host: \${host}\`, \`replicas: \${replicas}\`, \`port: \${ports.docs}\`];
}
`,
  'environments/index.ts': `import { production } from './production';
import { staging } from './staging';

export const environments = [staging, production];
`,
  'environments/staging.ts': `import { production } from './production';

export const staging = { ...production, name: 'staging', storage: 10 };
`,
  'environments/production.ts': `import { readFileSync } from 'node:fs';
import { image } from 'price';
import type { Environment } from '../src';

export const production: Environment = {
  name: 'production',
  image: \`\${image}@\${readFileSync('image.txt', 'utf8')}\`,
  host: process.env['HOST'] ?? process.env['npm_config_host'] ?? 'shop.example',
  replicas: 3,
  storage: 100,
};
`,
  'src/index.ts': `import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { annotations } from './constructs/annotations';
import { startScript } from './constructs/script';
import { sizeOf } from './size';
import { replaceFolders, writeFolders } from './synthesis/dist';
import { remembered } from './synthesis/remembered';
import { write } from './synthesis/writing';

export interface Environment {
  readonly name: string;
  readonly image: string;
  readonly host: string;
  readonly replicas: number;
  readonly storage: number;
}

/** Writes a text for each environment, or for those that are named, unless its storage is less than that of the last commit. */
export function synthesize(all: readonly Environment[], application: (environment: Environment) => readonly string[], names: readonly string[]): void {
  const environments = all.filter(({ name }) => names.length === 0 || names.includes(name));
  const folders = environments.map((environment) => {
    const lines = [...application(environment), ...annotations(), \`storage: \${environment.storage}\`, \`script: \${startScript()}\`];
    return { name: environment.name, files: [{ name: '30-backend.yaml', text: [...lines, remembered(lines, () => sizeOf(lines))].map((line) => \`\${line}\\n\`).join('') }] };
  });
  for (const { name, storage } of environments) {
    const { stdout } = spawnSync('git', ['show', \`HEAD:dist/\${name}/30-backend.yaml\`], { encoding: 'utf8' });
    const before = Number(/storage: (\\d+)/.exec(stdout)?.[1] ?? 0);
    if (storage >= before) continue;
    console.error(\`\${name}: storage changes from \${before} to \${storage}\`);
    process.exitCode = 1;
  }
  if (process.exitCode) return;
  for (const { name } of environments) console.log(\`\${name}: \${existsSync('dist') ? 'again' : 'the first time'} at \${performance.now()}\`);
  write(() => {
    // What the CLI shows, as the real library does.
    if (process.env['CDK8S_OUTDIR']) writeFolders(process.env['CDK8S_OUTDIR'], folders);
    return replaceFolders('dist', folders, { all: names.length === 0 });
  }, () => '');
}
`,
  'src/size.ts': "export const sizeOf = (lines: readonly string[]): string => ['size', lines.join().length].join(': ');\n",
  'src/constructs/annotations.ts': 'export const annotations = (): readonly string[] => [];\n',
  'src/constructs/script.ts': `import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const startScript = () => readFileSync(join(__dirname, 'start.sh'), 'utf8');
`,
  'src/constructs/start.sh': 'exec program',
  'image.txt': 'sha256:10e0',
  'node_modules/price/package.json': JSON.stringify({ name: 'price', version: '1.0.0', main: 'index.js', types: 'index.d.ts' }),
  'node_modules/price/index.js': "exports.image = 'registry.shop.example/backend:1.0.0';",
  'node_modules/price/index.d.ts': 'export const image: string;',
};

/**
 * An application of two environments and a library of its own, with what the tool looks at: several files, packages, files that are read, variables, commits. All is read
 * and compiled in a fraction of the time that the real ones take.
 */
export class SmallProject extends TemporaryProject {
  constructor() {
    super();
    for (const source of REAL) {
      mkdirSync(dirname(join(this.path, source)), { recursive: true });
      cpSync(join(ROOT, source), join(this.path, source), { recursive: true });
    }
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    cpSync(join(ROOT, 'node_modules/.package-lock.json'), join(this.path, 'node_modules/.package-lock.json'));
    for (const name of PACKAGES.filter((it) => existsSync(join(ROOT, 'node_modules', it))))
      symlinkSync(join(ROOT, 'node_modules', name), join(this.path, 'node_modules', name));
  }

  /** Runs tools/synth within this process, which takes half of the time. */
  synth(...args: string[]): Promise<Ended> {
    return synthHere(this.path, args);
  }

  /** The names of what the tool remembers. */
  remembered(): readonly string[] {
    return readdirSync(join(this.path, CACHE));
  }
}

/** Where the tool keeps what it remembers. */
export const CACHE = 'node_modules/.cache/nines-synth';
