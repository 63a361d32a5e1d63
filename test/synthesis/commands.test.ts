import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseYaml } from '../../src/manifests/yaml';
import { ProjectCopy } from '../project-copy';

const SYNTH = ['npm', 'run', '--silent', 'synth'] as const;
const CDK8S = ['npx', 'cdk8s', 'synth'] as const;

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

/** What both commands do with what they run, which `synthesize.test.ts` tests. */
describe.each([
  ['npm run synth', SYNTH, 'stdout'],
  // The CLI shows nothing of an application's standard output.
  ['npx cdk8s synth', CDK8S, 'stderr'],
] as const)('%s', (_, command, stream) => {
  test('writes the same bytes again, and reports what is promised and proved', async () => {
    const before = project.files('dist');
    const ended = await run(command);
    expect(ended.code).toBe(0);
    expect(ended[stream]).toMatch(/^production: \d+ objects .*\n {2}SERVICE .*\n {2}elasticsearch .*\n {2}backend +2 of 3 +99\.9% +yes /m);
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
