import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { environments } from '../../environments';
import { parseYaml } from '../../src/manifests/yaml';
import { ProjectCopy } from '../project-copy';

const SYNTH = ['npm', 'run', '--silent', 'synth'] as const;
const CDK8S = ['npx', 'cdk8s', 'synth'] as const;
/** What both of them run once the types are checked, which takes three times as long. */
const MAIN = ['node', '--require', 'ts-node/register', 'main.ts'] as const;

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

let project: ProjectCopy;
beforeEach(() => {
  project = new ProjectCopy();
});
afterEach(() => project.remove());

function edit(file: string, from: string, to: string): void {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no '${from}' to replace`);
  writeFileSync(path, text.replace(from, to));
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
    for (const file of ['lib/backend.js', 'src/index.js', 'environments/index.js', 'main.js']) {
      writeFileSync(join(project.path, file), "throw new Error('stale');");
    }
    edit('lib/backend.ts', 'docs: 8100', 'docs: 8200');
    const { code } = await run(command);
    expect(code).toBe(0);
    expect(project.files('dist')['production/30-backend.yaml']).toContain('port: 8200');
  });

  test('takes away what no environment has any more', async () => {
    renameSync(join(project.path, 'dist/local'), join(project.path, 'dist/gone'));
    const { code } = await run(command);
    expect(code).toBe(0);
    expect(Object.keys(project.files('dist')).filter((file) => file.startsWith('gone/'))).toEqual([]);
    expect(project.files('dist')['local/00-namespace.yaml']).toContain('kind: Namespace');
  });

  test('tells the problems of all environments at once and leaves dist/ as it was', async () => {
    edit('environments/staging.ts', "kubernetes: '1.36'", "kubernetes: '1.20'");
    edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
    edit('environments/local.ts', 'SERVE_PORT_8080', 'SERVE_PORT_8081');
    const before = project.files('dist');
    const { code, stderr } = await run(command);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "error: staging: platform.kubernetes: must be 1.36 or 1.35, got '1.20'; upgrade the cluster, or take a release of nines that knows its version",
    );
    expect(stderr).toContain(
      "error: production: hosts[0]: must be a DNS name, got 'Shop_1'; write lower-case letters, digits, '-' and '.', such as shop.example",
    );
    expect(stderr).toContain('2 problems: nothing was written, dist/ is as it was');
    expect(project.files('dist')).toEqual(before);
  });

  test('tells what the rules find, with file, object, place, construct and the way out, and leaves dist/ as it was', async () => {
    edit('src/constructs/web-service/service.ts', 'fromString(name)', "fromString('apy')");
    const before = project.files('dist');
    const { code, stderr } = await run(command);
    expect(code).toBe(1);
    expect(stderr).toContain(
      [
        'error: dist/production/30-backend.yaml Service shop/backend /spec/ports/0/targetPort (made by production/backend/service/service)',
        "  TCP port 'apy' is not declared by the pods of Deployment 'shop/backend' [service-target-port]",
        '  use one of their ports, api (8080), docs (8100), or declare it',
      ].join('\n'),
    );
    expect(project.files('dist')).toEqual(before);
  });

  test('shows what is accepted with its reason', async () => {
    edit(
      'environments/production.ts',
      'backend:1.0.0@sha256:10e08a419e850eba1ebba18fdd28eb7ec1b7e8baa9bcc3b973e2b8891ec726be',
      'backend:main',
    );
    edit(
      'src/constructs/web-service/deployment.ts',
      'return { ...annotationsOf',
      "return { 'nines.dev/accept.image-is-pinned': 'because we try it out', ...annotationsOf",
    );
    const { code, stdout } = await run(command);
    expect(code).toBe(0);
    // The CLI keeps what the application prints to itself, and shows the plugin's report.
    if (command === CDK8S)
      expect(stdout).toMatch(/production\/Deployment\/shop\/backend image-is-pinned +│ accepted, because we try it out/);
    else expect(stdout).toMatch(/accepts\n +Deployment shop\/backend \S+\/image \(made by production\/\S+\): .*, because we try it out\n/);
  });

  test('tells every misspelt prop with its file, its line and the name that was meant', async () => {
    edit('environments/production.ts', "availability: '99.95%'", "availabilty: '99.95%'");
    edit('environments/staging.ts', 'clusterIssuer:', 'clusterissuer:');
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
    appendFileSync(join(project.path, 'lib/backend.ts'), 'const = ;');
    const before = project.files('dist');
    const { code } = await run(command);
    expect(code).not.toBe(0);
    expect(project.files('dist')).toEqual(before);
  });
});

test('of the schemas only those are read that an environment needs', async () => {
  const script =
    "require('./main'); console.log(Object.keys(require.cache).filter((file) => file.endsWith('.json') && file.includes('schema')).join())";
  const { stdout } = await project.run('node', '--require', 'ts-node/register', '--eval', script);
  const files = (stdout.trim().split('\n').at(-1) ?? '').split(',').map((file) => basename(file));
  expect(files.sort()).toEqual(['cert-manager.json', 'kubernetes-1.36.json']);
});

test('one environment alone is written, and the others stay as they are', async () => {
  edit('lib/backend.ts', 'docs: 8100', 'docs: 8200');
  const before = project.files('dist');
  const { code, stdout } = await run(SYNTH, '--', 'production');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^production: \d+ objects of \d+ kinds in \d+ ms\n/);
  const after = project.files('dist');
  const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter((file) => !file.startsWith('production/'))).toEqual([]);
});

test('an unknown environment is refused with those that there are', async () => {
  const { code, stderr } = await run(MAIN, 'prod');
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error: there is no environment 'prod'; there are ${environments.map(({ name }) => name).join(', ')}\n1 problem: nothing was written, dist/ is as it was\n`,
  );
});

test('two environments of one name are refused', async () => {
  edit('environments/staging.ts', "name: 'staging'", "name: 'production'");
  const { code, stderr } = await run(MAIN);
  expect(code).toBe(1);
  expect(stderr).toContain("error: two environments are called 'production'; give each a name of its own\n");
});

test('a step that leaves Elasticsearch without a majority is refused', async () => {
  edit('environments/staging.ts', 'masters: 3', "accept: 'single-replica', because: 'a test'");
  edit('environments/staging.ts', "    availability: '99.95%',\n", '');
  const before = project.files('dist');
  const { code, stderr } = await run(MAIN);
  expect(code).toBe(1);
  expect(stderr).toContain("error: 'staging': StatefulSet 'shop/elasticsearch' has 3 masters in dist/ and 1 would be left");
  expect(project.files('dist')).toEqual(before);
});

test('npx cdk8s synth --output dist, which deletes it, is not told that dist/ is as it was', async () => {
  edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
  const { code, stderr } = await run(CDK8S, '--output', 'dist');
  expect(code).toBe(1);
  expect(existsSync(join(project.path, 'dist'))).toBe(false);
  expect(stderr).toContain('1 problem: nothing was written, and there is no dist/; if cdk8s deleted it,');
});

test('npx cdk8s synth --stdout gives every object as a document of its own', async () => {
  const { code, stdout } = await run(CDK8S, '--stdout', '--no-validate');
  expect(code).toBe(0);
  const yaml = stdout.slice(stdout.indexOf('---'));
  const written = Object.values(project.files('dist')).flatMap((text) => parseYaml(text, 'dist'));
  const documents = parseYaml(yaml, 'stdout');
  expect(documents.length).toBe(written.length);
});

test('npx cdk8s synth reports what is promised and proved', async () => {
  const { code, stdout } = await run(CDK8S);
  expect(code).toBe(0);
  expect(stdout).toMatch(/production\/backend +│ 99\.95% proved, [\d.]+ minutes per year/);
  expect(stdout).not.toMatch(/local\/\w+ +│/);
});
