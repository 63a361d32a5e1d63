import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from '../project-copy';

let project: ProjectCopy;
beforeEach(() => {
  project = new ProjectCopy();
});
afterEach(() => project.remove());

test('removes the folder of an environment that is gone, with a reason', () => {
  renameSync(join(project.path, 'dist/local'), join(project.path, 'dist/gone'));
  project.edit('main.ts', 'process.argv.slice(2)', "process.argv.slice(2), { removed: [{ environment: 'gone', because: 'a test' }] }");
  const { code } = project.synth();
  expect(code).toBe(0);
  expect(Object.keys(project.files('dist')).filter((file) => file.startsWith('gone/'))).toEqual([]);
  expect(project.files('dist')['local/00-namespace.yaml']).toContain('kind: Namespace');
});

test('reports what the rules find, with file, object, place, construct and the fix, and leaves dist/ as it was', () => {
  project.patch('backend/service', "replace('/spec/ports/0/targetPort', 'apy')");
  const before = project.files('dist');
  const { code, stderr } = project.synth();
  expect(code).toBe(1);
  expect(stderr).toContain(
    [
      'error: dist/production/30-backend.yaml Service shop/backend /spec/ports/0/targetPort (made by production/backend/service)',
      "  TCP port 'apy' is not declared by the pods of Deployment 'shop/backend' [service-target-port]",
      '  use one of their ports, api (8080), docs (8100), or declare it',
    ].join('\n'),
  );
  expect(project.files('dist')).toEqual(before);
});

test('shows what is accepted with its reason, also under the CLI, which shows nothing of standard output', () => {
  project.edit(
    'environments/production.ts',
    'backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be',
    'backend:main',
  );
  project.patch('backend/deployment', "add('/metadata/annotations/nines.dev~1accept.image-is-pinned', 'because we try it out')");
  const shown =
    /accepts\n +StatefulSet .* \[no-backup\], because .*\n +Deployment shop\/backend \S+\/image \(made by production\/\S+\): .*, because we try it out\n/;
  expect(project.synth()).toMatchObject({ code: 0, stdout: expect.stringMatching(shown) });
  process.env['CDK8S_OUTDIR'] = join(project.path, 'build/cdk8s');
  const underCli = project.synth();
  delete process.env['CDK8S_OUTDIR'];
  expect(underCli).toMatchObject({ code: 0, stderr: expect.stringMatching(shown), stdout: '' });
});

test('an unknown environment is refused with a list of the known ones', () => {
  const { code, stderr } = project.synth('prod');
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error: unknown environment 'prod'; write local, staging or production\n1 problem: nothing was written, dist/ is unchanged\n`,
  );
});

test.each([
  ['--diff', 'write the names of environments, or --base REVISION'],
  ['--deploy', 'write npm run deploy -- ENVIRONMENT, and --dry-run, --uncommitted or --timeout SECONDS'],
  [undefined, 'write the names of environments, or --base REVISION'],
])('%s with an unknown option is unusable input', (command, fix) => {
  expect(project.synth(...(command ? [command] : []), '--dryrun')).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: unknown option '--dryrun'; ${fix}\n`,
  });
});

test('two environments of one name are refused', () => {
  project.edit('environments/staging.ts', "name: 'staging'", "name: 'production'");
  const { code, stderr } = project.synth();
  expect(code).toBe(1);
  expect(stderr).toContain("error: duplicate environment 'production'; give each environment a unique name\n");
});

test('a step that leaves Elasticsearch without a majority is refused', () => {
  project.edit('environments/staging.ts', 'masters: 3', "accept: 'single-replica', because: 'a test'");
  project.edit('environments/staging.ts', "    availability: '99.9%',\n", '');
  const before = project.files('dist');
  const { code, stderr } = project.synth();
  expect(code).toBe(1);
  expect(stderr).toContain("error: 'staging': StatefulSet 'shop/elasticsearch' has 3 masters in dist/ and would keep 1");
  expect(project.files('dist')).toEqual(before);
});

test('a change that destroys data is refused against the last commit, shown by --diff, and taken where nothing runs', async () => {
  const git = (...args: string[]) => project.run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args);
  await git('init', '--quiet');
  await git('add', 'dist');
  await git('commit', '--quiet', '--message', 'First');
  project.edit('environments/production.ts', 'storage: Size.gibibytes(100)', 'storage: Size.gibibytes(50)');
  const refused = project.synth('production');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("storage changes from '100Gi' to '50Gi'. The API server refuses it: claim templates are immutable");
  const shown = project.synth('--diff', 'production');
  expect(shown.code).toBe(3);
  expect(shown.stdout).toMatch(/^production: 1 object differs: 1 refused\n/);
  expect(project.synth('--base', 'none', 'production').code).toBe(0);
  expect(project.files('dist')['production/20-elasticsearch.yaml']).toContain('storage: 50Gi');
});

test('an environment that is gone is refused, shown by --diff, and removed with a reason', () => {
  project.edit('environments/index.ts', 'staging, production]', 'staging]');
  const before = project.files('dist');
  const refused = project.synth();
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^error: environment 'production' is gone: where a tool prunes, its \d+ objects are deleted, and with them the data of StatefulSet\/shop\/elasticsearch; restore it; if it is intended, write removed: \[\{ environment: 'production', because: '\.\.\.' \}\] beside the environments; or run `npm run synth -- --base none` if nothing runs there yet$/m,
    ),
  });
  expect(project.synth('staging').code).toBe(0);
  expect(project.files('dist')).toEqual(before);
  const shown = project.synth('--diff', 'production');
  expect(shown.code).toBe(3);
  expect(shown.stdout).toMatch(/^production: \d+ objects differ: 2 data at risk, \d+ prune\n/);
  project.edit(
    'main.ts',
    'process.argv.slice(2)',
    "process.argv.slice(2), { removed: [{ environment: 'production', because: 'it closed' }] }",
  );
  const accepted = project.synth('--diff', 'production');
  expect(accepted.code).toBe(1);
  expect(accepted.stdout).toContain("Namespace 'shop': data-at-risk, because it closed");
  const removed = project.synth();
  expect(removed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^production: removed, because it closed; where a tool prunes, its \d+ objects are deleted$/m),
  });
  expect(Object.keys(project.files('dist')).filter((file) => file.startsWith('production/'))).toEqual([]);
});

test('an environment that has another name is refused', () => {
  project.edit('environments/production.ts', "name: 'production'", "name: 'live'");
  const { code, stderr } = project.synth();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: environment 'production' is gone, and 'live' has its objects: .*; keep the name 'production'; if it is intended, /m,
  );
  expect(project.synth('--base', 'none').code).toBe(0);
});
