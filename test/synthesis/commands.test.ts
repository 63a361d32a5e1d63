import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseYaml } from '../../src/manifests/yaml';
import { tsc } from '../compiler';
import { ProjectCopy } from '../project-copy';
import { SmallProject } from '../tools/small-project';

const SYNTH = ['npm', 'run', '--silent', 'synth'] as const;
const CDK8S = ['npx', 'cdk8s', 'synth'] as const;
/** The same without npx, whose start takes as long as the rest of a small application. */
const CLI = ['node_modules/.bin/cdk8s', 'synth'] as const;

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

type Project = Pick<ProjectCopy, 'run'>;

function checkedBy(compiler: string, project: SmallProject | ProjectCopy): void {
  project.edit('cdk8s.yaml', 'node_modules/typescript/bin/tsc', compiler);
}

/** For what the CLI does, whatever its application checks first. */
function untyped(project: ProjectCopy): void {
  project.edit('cdk8s.yaml', /^app: .* && /m, 'app: ');
}

function run(project: Project, command: readonly [string, ...string[]], ...more: string[]) {
  const [program, ...args] = command;
  return project.run(program, ...args, ...more);
}

/** What both commands do with what they run, which `synthesize.test.ts` tests; so it may be small. */
describe.each([
  ['npm run synth', SYNTH],
  ['npx cdk8s synth', CLI],
] as const)('%s', (_, command) => {
  let project: SmallProject;
  beforeEach(() => {
    project = new SmallProject();
    checkedBy(tsc, project);
    project.write('dist/production/30-backend.yaml', 'from before');
  });
  afterEach(() => project.remove());

  test('shows an edit, whatever JavaScript lies beside the TypeScript', async () => {
    for (const file of ['application.js', 'src/index.js', 'environments/index.js', 'main.js'])
      project.write(file, "throw new Error('stale');");
    project.edit('application.ts', 'docs: 8100', 'docs: 8200');
    expect(await run(project, command)).toMatchObject({ code: 0 });
    expect(project.files('dist')['production/30-backend.yaml']).toContain('port: 8200');
  });

  test('tells what is wrong, ends with an exit code of its own and leaves dist/ as it was', async () => {
    project.edit(
      'src/index.ts',
      'const environments =',
      "console.error('error: production: wrong');\n  process.exitCode = 1;\n  const environments =",
    );
    const before = project.files('dist');
    expect(await run(project, command)).toMatchObject({ code: 1, stderr: expect.stringContaining('error: production: wrong\n') });
    expect(project.files('dist')).toEqual(before);
  });

  test('reports every misspelt prop with its file, its line and the name that was meant', async () => {
    project.edit('environments/production.ts', 'replicas: 3', 'replica: 3');
    project.edit('environments/staging.ts', 'storage: 10', 'storag: 10');
    project.edit(
      'environments/staging.ts',
      'export const staging =',
      "import type { Environment } from '../src';\n\nexport const staging: Environment =",
    );
    const before = project.files('dist');
    const { code, stderr } = await run(project, command);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^environments\/production\.ts\(\d+,3\): error TS2561: .*'replica'.* Did you mean to write 'replicas'\?$/m);
    expect(stderr).toMatch(/^environments\/staging\.ts\(\d+,\d+\): error TS2561: .*'storag'.* Did you mean to write 'storage'\?$/m);
    expect(stderr).not.toContain('TSError');
    expect(project.files('dist')).toEqual(before);
  });

  test('leaves dist/ as it was when a source cannot be read', async () => {
    project.edit('application.ts', /$/, 'const = ;');
    const before = project.files('dist');
    const { code } = await run(project, command);
    expect(code).not.toBe(0);
    expect(project.files('dist')).toEqual(before);
  });
});

test('a single environment is written, and the others are unchanged', async () => {
  const project = new SmallProject();
  try {
    await run(project, SYNTH);
    project.edit('application.ts', 'docs: 8100', 'docs: 8200');
    const before = project.files('dist');
    expect(await run(project, SYNTH, '--', 'production')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^production: again /) });
    const after = project.files('dist');
    expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual(['production/30-backend.yaml']);
  } finally {
    project.remove();
  }
});

describe('of the shop', () => {
  let project: ProjectCopy;
  beforeEach(() => {
    project = new ProjectCopy('published');
    checkedBy(tsc, project);
  });
  afterEach(() => project.remove());

  test.each([
    ['npm run synth', SYNTH, 'stdout'],
    // The CLI shows nothing of an application's standard output.
    ['npx cdk8s synth', CDK8S, 'stderr'],
  ] as const)('%s writes the same bytes again, and reports what is promised and proved', async (_, command, stream) => {
    const before = project.files('dist');
    const ended = await run(project, command);
    expect(ended.code).toBe(0);
    expect(ended[stream]).toMatch(/^production: \d+ objects .*\n {2}SERVICE .*\n {2}elasticsearch .*\n {2}backend +2 of 3 +99\.9% +yes /m);
    expect(project.files('dist')).toEqual(before);
  });

  test('only the schemas that an environment needs are read', async () => {
    const script = "require('./main'); console.log(Object.keys(require.cache).filter((file) => /src.schema.*[.]json$/.test(file)).join())";
    const { stdout } = await project.run('node', '--require', 'ts-node/register', '--eval', script);
    const files = (stdout.trim().split('\n').at(-1) ?? '').split(',').map((file) => basename(file));
    // Nothing differs from what is in dist/, so how changes compare isn't asked.
    expect(files.sort()).toEqual(['cert-manager.json', 'kubernetes-1.36.json', 'traefik.json']);
  });

  test('npx cdk8s synth --output dist deletes dist/, and the message says so', async () => {
    project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
    untyped(project);
    const { code, stderr } = await run(project, CLI, '--output', 'dist');
    expect(code).toBe(1);
    expect(existsSync(join(project.path, 'dist'))).toBe(false);
    expect(stderr).toContain(
      '1 problem: nothing was written, and dist/ is missing: cdk8s deletes the folder that --output names. `git restore dist` restores it',
    );
  });

  test('npx cdk8s synth --stdout gives every object as a document of its own', async () => {
    untyped(project);
    const { code, stdout } = await run(project, CLI, '--stdout', '--no-validate');
    expect(code).toBe(0);
    const yaml = stdout.slice(stdout.indexOf('---'));
    const manifests = Object.entries(project.files('dist')).filter(([file]) => !file.startsWith('topology/'));
    const written = manifests.flatMap(([, text]) => parseYaml(text, 'dist'));
    const documents = parseYaml(yaml, 'stdout');
    expect(documents.length).toBe(written.length);
  });
});
