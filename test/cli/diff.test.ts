import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { stringify } from 'yaml';
import { workload } from '../availability/manifests';
import { Repository } from './repository';
import { nines, ninesIn, ninesProcess, withFiles } from './run';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

const schema = JSON.parse(readFileSync(join(__dirname, '../../src/report/change/change.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema);

const config = (value: string, name = 'settings') =>
  stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { value } });
const web = (image: string, replicas = 2) => stringify(workload({ spec: { replicas }, pod: { containers: [{ name: 'main', image }] } }));

const FOLLOWS = 'no pod restarts: mounted files follow within a minute or two, environment variables with the next restart';

test('two files that say the same differ in nothing', async () => {
  const files = { 'a.yaml': config('one'), 'b.yaml': `# again\n${config('one')}` };
  expect(await nines(['diff', '@a.yaml', '@b.yaml'], files)).toEqual({
    code: 0,
    out: expect.stringMatching(/b\.yaml: no difference\n$/),
    error: '',
  });
});

test('a difference is shown with what it does', async () => {
  const { code, out } = await nines(['diff', '@a.yaml', '@b.yaml'], { 'a.yaml': config('one'), 'b.yaml': config('two') });
  expect(code).toBe(1);
  expect(out.slice(out.indexOf('b.yaml'))).toBe(`b.yaml: 1 object differs: 1 in place

ConfigMap 'shop/settings': in place
  in place: ${FOLLOWS}
    ~ data.value: one -> two
`);
});

const claim = (storage: string) =>
  stringify({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec: { resources: { requests: { storage } } },
  });

test('what is refused, or puts data at risk, exits with 3', async () => {
  const { code, out } = await nines(['diff', '@a.yaml', '@b.yaml'], { 'a.yaml': claim('2Gi'), 'b.yaml': claim('1Gi') });
  expect(code).toBe(3);
  expect(out.slice(out.indexOf('b.yaml'))).toBe(`b.yaml: 1 object differs: 1 refused

PersistentVolumeClaim 'shop/data': refused
  refused: the API server refuses it: a claim never shrinks; create a smaller claim, and copy the data
    ~ spec.resources.requests.storage: 2Gi -> 1Gi

Not accepted; synth refuses it:
  PersistentVolumeClaim 'shop/data': claim-size
`);
});

test('the proof before and after is shown with a topology', async () => {
  const files = { 'a.yaml': web('registry.example/web:1'), 'b.yaml': web('registry.example/web:2') };
  const { out } = await nines(['diff', '@a.yaml', '@b.yaml', '--topology', 'aws-3x2'], files);
  expect(out).toMatch(/SERVICE +TARGET +PROVED +MINUTES\/YEAR +ROLLING UPDATE\nDeployment\/shop\/web +- +\S+ +\S+ +safe\n/);
});

test('Markdown and JSON have the same in them, and JSON has a schema', async () => {
  const files = { 'a.yaml': web('registry.example/web:1'), 'b.yaml': web('registry.example/web:2') };
  const markdown = await nines(['diff', '@a.yaml', '@b.yaml', '--format', 'markdown'], files);
  expect(markdown.out).toContain("| Deployment 'shop/web' | rollout of 2 pods | the pod template changes, so every pod is replaced |");
  expect(markdown.out).toContain('! spec.template.spec.containers[main].image: registry.example/web:1 -> registry.example/web:2');
  const { out } = await nines(['diff', '@a.yaml', '@b.yaml', '--format', 'json', '--topology', 'aws-3x2'], files);
  isValid(JSON.parse(out));
  expect(isValid.errors).toBeNull();
  expect(JSON.parse(out).changes[0].objects).toMatchObject([{ name: 'web', consequence: 'rollout', pods: 2 }]);
});

const configs = (...names: string[]) => names.map((name) => config('one', name)).join('---\n');

test('a mass deletion says how many objects are gone, and what to do', async () => {
  const files = { 'a.yaml': configs('a', 'b', 'c'), 'b.yaml': configs('c') };
  const { code, out } = await nines(['diff', '@a.yaml', '@b.yaml'], files);
  expect(code).toBe(3);
  const message = "2 of 3 objects are gone from the manifests, ConfigMap 'shop/a' among them; restore them\n";
  expect(out).toMatch(new RegExp(`\\n {2}mass-deletion: ${message}$`));
  const markdown = await nines(['diff', '@a.yaml', '@b.yaml', '--format', 'markdown'], files);
  expect(markdown.out).toContain(`\n- **not accepted** \`mass-deletion\`: ${message}`);
});

test('Markdown has each reason of an object with its fix, the worst first', async () => {
  const set = (storage: string, image: string) =>
    stringify({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'shop' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'db' } },
        template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'main', image }] } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage } } } }],
      },
    });
  const files = { 'a.yaml': set('2Gi', 'registry.example/db:1'), 'b.yaml': set('1Gi', 'registry.example/db:2') };
  const text = await nines(['diff', '@a.yaml', '@b.yaml'], files);
  const [, refused] = /\n {2}refused: (.+)\n/.exec(text.out) ?? [];
  expect(refused).toContain('; ');
  const { out } = await nines(['diff', '@a.yaml', '@b.yaml', '--format', 'markdown'], files);
  expect(out).toContain(`| StatefulSet 'shop/db' | refused | ${refused}<br>the pod template changes, so every pod is replaced |`);
});

test.each([
  [['nowhere'], 'nines: no such file, folder or git revision: nowhere; check the name\n'],
  [['-', '-'], 'nines: standard input is both BASE and HEAD; name a file, a folder or a git revision\n'],
  [['a', 'b', 'c'], "nines: diff takes BASE and HEAD, got 'a b c'; write nines diff BASE HEAD\n"],
  [['@a.yaml'], 'nines: HEAD is missing; write nines diff @a.yaml HEAD, or a git revision such as main in place of @a.yaml\n'],
  [['@a.yaml', '@a.yaml', '--format', 'sarif'], "nines: unknown format 'sarif'; write text, json or markdown\n"],
  [['@a.yaml', '@broken.yaml'], 'nines: @broken.yaml:1:8'],
])('%j is unusable', async (args, message) => {
  const { code, error } = await nines(['diff', ...args], { 'a.yaml': config('one'), 'broken.yaml': 'kind: [' });
  expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining(message) });
});

test('without a commit, BASE has no default', async () => {
  const { code, error } = await withFiles({}, (folder) => ninesIn(folder, ['diff']));
  expect(code).toBe(2);
  expect(error).toBe('nines: there is no last commit to compare with; name BASE: a file or a folder\n');
});

describe('in a git repository', () => {
  const repository = new Repository();
  const run = (args: readonly string[]) => repository.diff(...args);
  /** As a process of its own, which has a standard input. */
  const runWith = (input: string, args: readonly string[]) => ninesProcess(['diff', ...args], { input, cwd: repository.folder });

  beforeAll(() => {
    repository.write('dist/production/10-a.yaml', config('one'));
    repository.write('dist/staging/10-a.yaml', config('one'));
    // What Argo CD and Flux read is not an environment.
    repository.write('dist/argocd/app-project.yaml', config('one', 'project'));
    repository.write(
      'dist/flux/production/00/kustomization.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    );
    repository.commit('First');
    repository.write('dist/production/10-a.yaml', config('two'));
  });
  afterAll(() => repository.remove());

  test('the last commit is compared with the working tree, each environment by itself', async () => {
    const { code, out } = await run([]);
    expect(code).toBe(1);
    expect(out).toBe(`production: 1 object differs: 1 in place

ConfigMap 'shop/settings': in place
  in place: ${FOLLOWS}
    ~ data.value: one -> two

staging: no difference
`);
  });

  test('a revision is compared at the path of the other side, or at its own', async () => {
    expect((await run(['main', 'dist/staging'])).out).toBe(`${join('dist', 'staging')}: no difference\n`);
    expect((await run(['main:dist/production'])).out).toMatch(/^dist\/production: 1 object differs/);
    expect(runWith(config('one'), ['main:dist/production', '-']).out).toBe('dist/production: no difference\n');
    expect((await run(['main', 'HEAD'])).code).toBe(0);
  });

  test('a path without manifests on either side is unusable', async () => {
    repository.write('docs/readme.md', 'text');
    repository.write('docs/rules/list.md', 'text');
    for (const path of ['docs', 'nowhere', '../elsewhere'])
      expect(await run([`HEAD:${path}`])).toEqual({
        code: 2,
        out: '',
        error: `nines: no manifests in ${path}, before or after; name a path with manifests\n`,
      });
    rmSync(join(repository.folder, 'docs'), { recursive: true });
  });

  test('an environment that is gone is dangerous', async () => {
    rmSync(join(repository.folder, 'dist/staging'), { recursive: true });
    repository.write('dist/production/10-a.yaml', config('one'));
    repository.git('checkout', '--quiet', '--', 'dist/staging');
    repository.write('dist/production/10-a.yaml', `${config('one')}---\n${config('one', 'more')}`);
    repository.commit('Second');
    rmSync(join(repository.folder, 'dist/production'), { recursive: true });
    const { code, out } = await run(['HEAD']);
    expect(code).toBe(3);
    expect(out).toContain('production: 2 objects differ: 2 prune');
    expect(out).toContain('mass-deletion');
  });

  test('a topology is that of one environment', async () => {
    repository.git('checkout', '--quiet', '--', '.');
    expect(await run(['HEAD~1', '--topology', 'aws-3x2'])).toEqual({
      code: 2,
      out: '',
      error: 'nines: --topology is that of one environment; name one of them, such as nines diff HEAD:dist/production\n',
    });
  });
});
