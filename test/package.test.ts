import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../src/manifests/read';

const ROOT = join(__dirname, '..');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const INSTALLED = [...Object.keys(dependencies), ...Object.keys(peerDependencies), '@types'];

/** A stranger's project, with the packed library and what it asks for installed. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'nines-package-'));
  const installed = join(project, 'node_modules');
  mkdirSync(installed);
  run(ROOT, 'npm', 'pack', '--silent', '--pack-destination', project);
  run(project, 'tar', '-xzf', ...readdirSync(project).filter((file) => file.endsWith('.tgz')));
  run(project, 'mv', 'package', 'node_modules/nines');
  for (const name of INSTALLED) symlinkSync(join(ROOT, 'node_modules', name), join(installed, name));
}, 60_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(cwd: string, program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The README's TypeScript that begins with its own imports: a whole program. */
function readmeProgram(): string {
  const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code as string);
  const [program, ...others] = blocks.filter((code) => code.startsWith('import '));
  if (program === undefined || others.length > 0) throw new Error('the README should have one whole program in TypeScript');
  return program;
}

test('the library as it is published compiles and runs the README’s program', () => {
  writeFileSync(join(project, 'app.ts'), readmeProgram());
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  run(project, tsc, '--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2022', '--types', 'node', 'app.ts');
  run(project, 'node', 'app.js');
  const [file] = readdirSync(join(project, 'dist'));
  const kinds = readManifests([join(project, 'dist', file as string)]).documents.map(({ value }) => (value as { kind: string }).kind);
  expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service', 'PodDisruptionBudget']));
}, 60_000);

test('Elasticsearch as it is published brings its scripts', () => {
  const program = `
    const { App, Chart, Size } = require('cdk8s');
    const { Elasticsearch, Platform } = require('nines');
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    const platform = Platform.minikube({ kubernetes: '1.36' });
    const one = { accept: 'single-replica', because: 'a test' };
    new Elasticsearch(chart, 'search', { platform, storageClassName: 'standard', version: '9.5.6', storage: Size.gibibytes(1), ...one });
    const { data } = chart.toJson().find(({ kind }) => kind === 'ConfigMap');
    console.log(Object.keys(data).join());`;
  expect(run(project, 'node', '-e', program)).toBe('ready.sh,start.sh\n');
}, 60_000);

test('the package holds what was built of src/, its data and its papers, and nothing else', () => {
  const files = readdirSync(join(project, 'node_modules/nines'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + '/node_modules/nines/'.length));
  const outside = files.filter((file) => !file.startsWith('build/src/'));
  const schemas = ['src/cluster/topology.schema.json', 'src/report/answer.schema.json'];
  expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'bin/nines.js', 'package.json', ...schemas]);
});
