import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseYaml } from '../../src/manifests/yaml';
import { ProjectCopy } from '../project-copy';

const SYNTH = ['npm', 'run', '--silent', 'synth'] as const;
const CDK8S = ['npx', 'cdk8s', 'synth'] as const;
/** The same without the types, where they aren't what is tested. */
const MAIN = ['node', 'tools/synth/main.js', '--no-types'] as const;

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

let project: ProjectCopy;
beforeEach(() => {
  project = new ProjectCopy('published');
});
afterEach(() => project.remove());

/** For what only sources can show. */
function useOwnLibrary(): void {
  project.remove();
  project = new ProjectCopy('own');
}

function run(command: readonly [string, ...string[]], ...more: string[]) {
  const [program, ...args] = command;
  return project.run(program, ...args, ...more);
}

describe.each([
  ['npm run synth', SYNTH],
  ['npx cdk8s synth', CDK8S],
])('%s', (_, command) => {
  test('writes the same bytes again', async () => {
    const before = project.files('dist');
    const { code } = await run(command);
    expect(code).toBe(0);
    expect(project.files('dist')).toEqual(before);
  });

  test('shows an edit, whatever JavaScript lies beside the TypeScript', async () => {
    useOwnLibrary();
    for (const file of ['application.js', 'src/index.js', 'environments/index.js', 'main.js']) {
      writeFileSync(join(project.path, file), "throw new Error('stale');");
    }
    project.edit('application.ts', 'docs: 8100', 'docs: 8200');
    const { code } = await run(command);
    expect(code).toBe(0);
    expect(project.files('dist')['production/30-backend.yaml']).toContain('port: 8200');
  });

  test('removes the folder of an environment that is gone, with a reason', async () => {
    renameSync(join(project.path, 'dist/local'), join(project.path, 'dist/gone'));
    project.edit('main.ts', 'process.argv.slice(2)', "process.argv.slice(2), { removed: [{ environment: 'gone', because: 'a test' }] }");
    const { code } = await run(command);
    expect(code).toBe(0);
    expect(Object.keys(project.files('dist')).filter((file) => file.startsWith('gone/'))).toEqual([]);
    expect(project.files('dist')['local/00-namespace.yaml']).toContain('kind: Namespace');
  });

  test('reports the problems of all environments at once and leaves dist/ as it was', async () => {
    project.edit('environments/staging.ts', "kubernetes: '1.36'", "kubernetes: '1.20'");
    project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
    project.edit('environments/local.ts', 'SERVE_PORT_8080', 'SERVE_PORT_8081');
    const before = project.files('dist');
    const { code, stderr } = await run(command);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "error: staging: platform.kubernetes: must be 1.36 or 1.35, got '1.20'; upgrade the cluster, or use a release of nines that supports its version",
    );
    expect(stderr).toContain(
      "error: production: hosts[0]: must be a DNS name, got 'Shop_1'; write lower-case letters, digits, '-' and '.', such as shop.example",
    );
    expect(stderr).toContain('2 problems: nothing was written, dist/ is unchanged');
    expect(project.files('dist')).toEqual(before);
  });

  test('reports what the rules find, with file, object, place, construct and the fix, and leaves dist/ as it was', async () => {
    useOwnLibrary();
    project.edit('src/constructs/web-service/service.ts', 'fromString(name)', "fromString('apy')");
    const before = project.files('dist');
    const { code, stderr } = await run(command);
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

  test('shows what is accepted with its reason', async () => {
    useOwnLibrary();
    project.edit(
      'environments/production.ts',
      'backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be',
      'backend:main',
    );
    project.edit(
      'src/constructs/web-service/deployment.ts',
      'return annotationsOf(facts)',
      "return { 'nines.dev/accept.image-is-pinned': 'because we try it out', ...annotationsOf(facts) }",
    );
    const { code, stdout, stderr } = await run(command);
    expect(code).toBe(0);
    // The CLI shows nothing of an application's standard output.
    expect(command === CDK8S ? stderr : stdout).toMatch(
      /accepts\n +StatefulSet .* \[no-backup\], because .*\n +Deployment shop\/backend \S+\/image \(made by production\/\S+\): .*, because we try it out\n/,
    );
  });

  test('reports every misspelt prop with its file, its line and the name that was meant', async () => {
    project.edit('environments/production.ts', "availability: '99.95%'", "availabilty: '99.95%'");
    project.edit('environments/staging.ts', 'clusterIssuer:', 'clusterissuer:');
    const before = project.files('dist');
    const { code, stderr } = await run(command);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(
      /^environments\/production\.ts\(\d+,5\): error TS2561: .*'availabilty'.* Did you mean to write 'availability'\?$/m,
    );
    expect(stderr).toMatch(
      /^environments\/staging\.ts\(\d+,10\): error TS2561: .*'clusterissuer'.* Did you mean to write 'clusterIssuer'\?$/m,
    );
    expect(stderr).not.toContain('TSError');
    expect(project.files('dist')).toEqual(before);
  });

  test('leaves dist/ as it was when a source cannot be read', async () => {
    appendFileSync(join(project.path, 'application.ts'), 'const = ;');
    const before = project.files('dist');
    const { code } = await run(command);
    expect(code).not.toBe(0);
    expect(project.files('dist')).toEqual(before);
  });
});

test('only the schemas that an environment needs are read', async () => {
  const script = "require('./main'); console.log(Object.keys(require.cache).filter((file) => /src.schema.*[.]json$/.test(file)).join())";
  const { stdout } = await project.run('node', '--require', 'ts-node/register', '--eval', script);
  const files = (stdout.trim().split('\n').at(-1) ?? '').split(',').map((file) => basename(file));
  // Nothing differs from what is in dist/, so how changes compare isn't asked.
  expect(files.sort()).toEqual(['cert-manager.json', 'kubernetes-1.36.json', 'traefik.json']);
});

test('a single environment is written, and the others are unchanged', async () => {
  project.edit('application.ts', 'docs: 8100', 'docs: 8200');
  const before = project.files('dist');
  const { code, stdout } = await run(SYNTH, '--', 'production');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^production: \d+ objects of \d+ kinds in \d+ ms\n/);
  const after = project.files('dist');
  const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter((file) => !file.startsWith('production/'))).toEqual([]);
});

test('an unknown environment is refused with a list of the known ones', async () => {
  const { code, stderr } = await run(MAIN, 'prod');
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error: unknown environment 'prod'; write local, staging or production\n1 problem: nothing was written, dist/ is unchanged\n`,
  );
});

test.each([
  ['--diff', 'write the names of environments, or --base REVISION'],
  ['--deploy', 'write npm run deploy -- ENVIRONMENT, and --dry-run, --uncommitted or --timeout SECONDS'],
  [undefined, 'write the names of environments, or --base REVISION'],
])('%s with an unknown option is unusable input', async (command, fix) => {
  expect(await run(MAIN, ...(command ? [command] : []), '--dryrun')).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: unknown option '--dryrun'; ${fix}\n`,
  });
});

test('two environments of one name are refused', async () => {
  project.edit('environments/staging.ts', "name: 'staging'", "name: 'production'");
  const { code, stderr } = await run(MAIN);
  expect(code).toBe(1);
  expect(stderr).toContain("error: duplicate environment 'production'; give each environment a unique name\n");
});

test('a step that leaves Elasticsearch without a majority is refused', async () => {
  project.edit('environments/staging.ts', 'masters: 3', "accept: 'single-replica', because: 'a test'");
  project.edit('environments/staging.ts', "    availability: '99.9%',\n", '');
  const before = project.files('dist');
  const { code, stderr } = await run(MAIN);
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
  const refused = await run(MAIN, 'production');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("storage changes from '100Gi' to '50Gi'. The API server refuses it: claim templates are immutable");
  const shown = await run(MAIN, '--diff', 'production');
  expect(shown.code).toBe(3);
  expect(shown.stdout).toMatch(/^production: 1 object differs: 1 refused\n/);
  expect((await run(MAIN, '--base', 'none', 'production')).code).toBe(0);
  expect(project.files('dist')['production/20-elasticsearch.yaml']).toContain('storage: 50Gi');
});

test('an environment that is gone is refused, shown by --diff, and removed with a reason', async () => {
  project.edit('environments/index.ts', 'staging, production]', 'staging]');
  const before = project.files('dist');
  const refused = await run(MAIN);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^error: environment 'production' is gone: where a tool prunes, its \d+ objects are deleted, and with them the data of StatefulSet\/shop\/elasticsearch; restore it; if it is intended, write removed: \[\{ environment: 'production', because: '\.\.\.' \}\] beside the environments; or run `npm run synth -- --base none` if nothing runs there yet$/m,
    ),
  });
  expect((await run(MAIN, 'staging')).code).toBe(0);
  expect(project.files('dist')).toEqual(before);
  const shown = await run(MAIN, '--diff', 'production');
  expect(shown.code).toBe(3);
  expect(shown.stdout).toMatch(/^production: \d+ objects differ: 2 data at risk, \d+ prune\n/);
  project.edit(
    'main.ts',
    'process.argv.slice(2)',
    "process.argv.slice(2), { removed: [{ environment: 'production', because: 'it closed' }] }",
  );
  const accepted = await run(MAIN, '--diff', 'production');
  expect(accepted.code).toBe(1);
  expect(accepted.stdout).toContain("Namespace 'shop': data-at-risk, because it closed");
  const removed = await run(MAIN);
  expect(removed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^production: removed, because it closed; where a tool prunes, its \d+ objects are deleted$/m),
  });
  expect(Object.keys(project.files('dist')).filter((file) => file.startsWith('production/'))).toEqual([]);
});

test('an environment that has another name is refused', async () => {
  project.edit('environments/production.ts', "name: 'production'", "name: 'live'");
  const { code, stderr } = await run(MAIN);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: environment 'production' is gone, and 'live' has its objects: .*; keep the name 'production'; if it is intended, /m,
  );
  expect((await run(MAIN, '--base', 'none')).code).toBe(0);
});

test('npx cdk8s synth --output dist deletes dist/, and the message says so', async () => {
  project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
  const { code, stderr } = await run(CDK8S, '--output', 'dist');
  expect(code).toBe(1);
  expect(existsSync(join(project.path, 'dist'))).toBe(false);
  expect(stderr).toContain(
    '1 problem: nothing was written, and dist/ is missing: cdk8s deletes the folder that --output names. `git restore dist` restores it',
  );
});

test('npx cdk8s synth --stdout gives every object as a document of its own', async () => {
  const { code, stdout } = await run(CDK8S, '--stdout', '--no-validate');
  expect(code).toBe(0);
  const yaml = stdout.slice(stdout.indexOf('---'));
  const manifests = Object.entries(project.files('dist')).filter(([file]) => !file.startsWith('topology/'));
  const written = manifests.flatMap(([, text]) => parseYaml(text, 'dist'));
  const documents = parseYaml(yaml, 'stdout');
  expect(documents.length).toBe(written.length);
});

test('npx cdk8s synth reports what is promised and proved', async () => {
  const { code, stderr } = await run(CDK8S);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^production: \d+ objects .*\n {2}SERVICE .*\n {2}elasticsearch .*\n {2}backend +2 of 3 +99\.9% +yes /m);
});
