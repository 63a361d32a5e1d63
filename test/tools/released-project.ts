import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, runHere } from '../run-here';
import { TemporaryProject } from '../temporary-project';

const ROOT = join(__dirname, '../..');
const RUN = 'node --require ts-node/register main.ts';

const FILES = {
  'package.json': JSON.stringify({ scripts: { synth: RUN, diff: RUN } }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'Node16', target: 'ES2022' }, 'ts-node': { swc: true } }),
  'main.ts': `import { mkdirSync, writeFileSync } from 'node:fs';
import { environments } from './environments';

const args = process.argv.slice(2);
const wrong = environments.find(({ hosts }) => hosts.some((host) => host.includes('_')));
if (wrong) {
  console.error(\`error: \${wrong.name}: hosts[0]: must be a DNS name, got '\${wrong.hosts[0]}'\`);
  process.exit(1);
}
for (const { name, backend } of environments.filter(({ name }) => args.includes(name))) {
  mkdirSync(\`dist/\${name}\`, { recursive: true });
  writeFileSync(\`dist/\${name}/30-backend.yaml\`, \`image: \${backend.image}\`);
}
`,
  'environments/index.ts': `import { production } from './production';
import { staging } from './staging';

export const environments = [staging, production];
`,
};

/** An application that writes the images of its environments alone, to be released by the real tool: for what the tool does with any application. */
export class ReleasedProject extends TemporaryProject {
  /** @param images of the backend, by environment */
  constructor(images: Readonly<Record<'staging' | 'production', string>>) {
    super();
    for (const [file, text] of Object.entries(FILES)) this.write(file, text);
    for (const [name, image] of Object.entries(images))
      this.write(
        `environments/${name}.ts`,
        `export const ${name} = {\n  name: '${name}',\n  hosts: ['shop.example'],\n  backend: {\n    image: '${image}',\n    health: '/healthz',\n  },\n};\n`,
      );
    cpSync(join(ROOT, 'tools/release'), join(this.path, 'tools/release'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
  }

  /** Runs the tool within this process; the application is a process of its own. */
  start(...args: string[]): Ended {
    return runHere(this.path, 'tools/release/run.ts', args);
  }
}
