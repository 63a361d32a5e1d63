/*
 * `npm run build:create`: writes the package create-nines to build/create.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, template } from './template';

const ROOT = join(__dirname, '../..');
const OUT = join(ROOT, 'build/create');
const { version, license, engines, homepage, bugs, repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

rmSync(OUT, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript-native/bin/tsc'), '--project', 'create'], {
  cwd: ROOT,
  stdio: 'inherit',
});
const manifest = {
  name: 'create-nines',
  version,
  description: 'npm create nines: a repository for an application on Kubernetes whose availability is proved',
  license,
  homepage,
  bugs,
  repository: { ...repository, directory: 'create' },
  engines,
  bin: { 'create-nines': 'main.js' },
  files: ['main.js', 'project.js', 'template.json'],
};
writeFileSync(join(OUT, 'package.json'), json(manifest));
writeFileSync(join(OUT, 'template.json'), json(template()));
for (const file of ['LICENSE', 'create/README.md']) cpSync(join(ROOT, file), join(OUT, file.split('/').at(-1) as string));
