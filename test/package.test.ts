import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from '../src/manifests/read';
import { tsc } from './compiler';
import { Project } from './package/project';

const ROOT = join(__dirname, '..');

let project: Project;
beforeAll(() => {
  project = new Project();
}, 240_000);
afterAll(() => project.remove());

/** The program of the page about the library: the TypeScript that begins with its own imports. */
function program(): string {
  const blocks = [...readFileSync(join(ROOT, 'docs/library.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code as string);
  const [found, ...others] = blocks.filter((code) => code.startsWith('import '));
  if (found === undefined || others.length > 0) throw new Error('docs/library.md should have one whole program in TypeScript');
  return found;
}

test('the published library compiles and runs the program of docs/library.md', () => {
  project.write('app.ts', program());
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
  expect(project.run('node', ['-e', program])).toEqual({ code: 0, out: 'api.sh,files.sh,ready.sh,start.sh,stop.sh\n', error: '' });
}, 240_000);

const published = () => join(project.path, 'node_modules/nines');

test('the package holds what was built of src/, its schemas, its pages and its examples, and nothing else', () => {
  const files = readdirSync(published(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(published().length + 1));
  const outside = files.filter((file) => !/^(build\/src|docs|examples)\//.test(file));
  const pages = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md'];
  const schemas = [
    'src/cluster/topology.schema.json',
    'src/gate/configuration.schema.json',
    'src/report/answer.schema.json',
    'src/report/change/change.schema.json',
    'src/report/slo.schema.json',
  ];
  expect(outside.sort()).toEqual([...pages, 'bin/nines.js', 'bin/optimize-later.js', 'package.json', ...schemas]);
});

test('the links of the packed README lead to files of the package', () => {
  const links = [...readFileSync(join(published(), 'README.md'), 'utf8').matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link as string);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !link.startsWith('https:') && !existsSync(join(published(), link)))).toEqual([]);
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
  const args = [
    'node_modules/nines/bin/nines.js',
    'check',
    'config.yaml',
    '--topology',
    'minikube',
    '--rules',
    'rules.mjs',
    '--fail-on',
    'hint',
  ];
  const { code, out, error } = project.run('node', args);
  expect([code, error]).toEqual([1, '']);
  expect(out).toContain("\nhint: config.yaml:1:1 ConfigMap shop/a\n  the label 'team' is missing [names-team]\n  add the label team\n");
});

test('a rule that the library refuses in such a file is told as the library tells it', () => {
  project.write('unsound.js', "require('nines').defineRule({ id: 'Not Kebab' });\n");
  const { code, out, error } = project.run('node', ['node_modules/nines/bin/nines.js', 'rules', '--rules', 'unsound.js']);
  expect([code, out]).toEqual([2, '']);
  expect(error).toBe(
    "nines: defineRule: rule 'Not Kebab': id must be kebab-case of at most 56 characters, got 'Not Kebab'; write an ID such as names-team\n",
  );
});
