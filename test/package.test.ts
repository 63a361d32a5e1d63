import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../src/manifests/read';
import { Project } from './package/project';

const ROOT = join(__dirname, '..');

let project: Project;
beforeAll(() => {
  project = new Project();
}, 240_000);
afterAll(() => project.remove());

/** The README's TypeScript that begins with its own imports: a whole program. */
function readmeProgram(): string {
  const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code as string);
  const [program, ...others] = blocks.filter((code) => code.startsWith('import '));
  if (program === undefined || others.length > 0) throw new Error('the README should have one whole program in TypeScript');
  return program;
}

test('the library as it is published compiles and runs the README’s program', () => {
  project.write('app.ts', readmeProgram());
  const tsc = 'node_modules/typescript/bin/tsc';
  const compiled = project.run('node', [
    tsc,
    '--strict',
    '--skipLibCheck',
    '--module',
    'node16',
    '--target',
    'es2022',
    '--types',
    'node',
    'app.ts',
  ]);
  expect([compiled.code, compiled.out]).toEqual([0, '']);
  expect(project.run('node', ['app.js'])).toMatchObject({ code: 0, error: '' });
  const [file] = Object.keys(project.files('dist'));
  const kinds = readManifests([join(project.path, 'dist', file as string)]).documents.map(({ value }) => (value as { kind: string }).kind);
  expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Service', 'PodDisruptionBudget']));
}, 240_000);

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
  expect(project.run('node', ['-e', program])).toEqual({ code: 0, out: 'ready.sh,start.sh\n', error: '' });
}, 240_000);

test('the package holds what was built of src/, its data and its papers, and nothing else', () => {
  const files = readdirSync(join(project.path, 'node_modules/nines'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.path.length + '/node_modules/nines/'.length));
  const outside = files.filter((file) => !file.startsWith('build/src/'));
  const schemas = ['src/cluster/topology.schema.json', 'src/report/answer.schema.json'];
  expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'bin/nines.js', 'package.json', ...schemas]);
});

test('the command takes rules of your own from a file that imports the library', () => {
  project.write('config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n');
  project.write(
    'rules.mjs',
    `import { defineRule } from 'nines';
    export const namesTeam = defineRule({
      id: 'names-team', severity: 'hint', title: 'Objects name their team', why: 'Nobody knows whom to call.', fix: 'add the label team',
      appliesTo: 'every object', check: ({ labels }) => (labels.has('team') ? [] : [{ message: "the label 'team' is missing" }]),
    });`,
  );
  const args = ['node_modules/nines/bin/nines.js', 'check', 'config.yaml', '--topology', 'minikube', '--rules', 'rules.mjs'];
  const { code, out, error } = project.run('node', args);
  expect([code, error]).toEqual([1, '']);
  expect(out).toContain("\nhint: config.yaml:1:1 ConfigMap shop/a\n  the label 'team' is missing [names-team]\n  add the label team\n");
});
