import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { proved } from '../cli/answer';
import { command } from '../cli/run';
import { listOf, node } from '../nodes/objects';
import { packed } from '../packed';
import { GitHub, SHA } from '../repository/github';
import { Runner } from './runner';

// Whole processes, on a machine that may be busy.
jest.setTimeout(240_000);

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples/ci');
const { version, bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const textOf = (name: string) => readFileSync(join(EXAMPLES, name), 'utf8');

/** A workflow of GitHub, as far as its examples have it. */
interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly permissions: object; readonly steps: readonly UsedAction[] }>>;
}

interface UsedAction {
  readonly uses: string;
  readonly with: Readonly<Record<string, string | boolean>>;
}

const refused = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A, namespace: shop }\n';
let runner: Runner;
beforeEach(() => {
  runner = new Runner({ 'deploy/app.yaml': proved, 'deploy/config.yaml': refused });
});
afterEach(() => runner.remove());

/** Runs the step of a workflow that uses an action of ours. */
function step(file: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { jobs } = parse(textOf(file)) as Workflow;
  const [own] = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => /^[\w-]+\/nines[/@]/.test(uses)));
  const { uses, with: given } = own as UsedAction;
  const [, folder = '.'] = /^[\w-]+\/nines(?:\/(.*))?@/.exec(uses) ?? [];
  const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  return runner.use(folder, inputs, variables);
}

test('GitHub: the chart is rendered and checked, and the pull request has a comment', async () => {
  runner.program('helm', `[ "$*" = 'template shop charts/shop --namespace shop' ] && cat '${runner.workspace}'/deploy/config.yaml`);
  const github = new GitHub();
  await github.start();
  const event = { pull_request: { number: 7, head: { sha: SHA, repo: { full_name: 'shop/manifests' } } } };
  const { code, outputs } = await step('github.yml', { event, GITHUB_API_URL: github.address });
  github.stop();
  expect([code, readFileSync(outputs['manifests'] ?? '', 'utf8')]).toEqual([1, refused]);
  expect(JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')).runs[0].results).toHaveLength(1);
  expect(github.comments[0]?.body).toContain('\n## Nines: `helm template shop charts/shop --namespace shop`\n\n### 1 error\n');
});

test('GitHub, from a fork: one workflow checks, and the other posts what it said', async () => {
  const { code, outputs } = await step('github-forks.yml');
  expect(code).toBe(1);
  const said = readFileSync(outputs['markdown'] ?? '', 'utf8');
  // An artifact has its file under its name alone.
  runner.write(outputs['markdown']?.split('/').at(-1) ?? '', said);
  const github = new GitHub();
  await github.start();
  const head = {
    head_sha: SHA,
    head_branch: 'change/one',
    head_repository: { owner: { login: 'somebody' } },
    html_url: 'https://a.example',
  };
  const posted = await step('github-forks-comment.yml', { event: { workflow_run: head }, GITHUB_API_URL: github.address });
  github.stop();
  expect([posted.code, posted.log]).toEqual([0, '']);
  expect(github.comments[0]?.body).toBe(`<!-- nines check -->\n${said}`);
});

test('GitLab: the job fails and leaves a Code Quality report', async () => {
  const { nines } = parse(textOf('gitlab-ci.yml'));
  const { code } = await runner.run('sh', ['-ec', nines.script.join('\n')]);
  const report = JSON.parse(readFileSync(join(runner.workspace, nines.artifacts.reports.codequality), 'utf8'));
  expect([code, report.map(({ location }: { location: { path: string } }) => location.path)]).toEqual([1, ['deploy/config.yaml']]);
  const { log } = await runner.run('sh', ['-ec', nines.after_script.join('\n')]);
  expect(log).toContain('\nerror: deploy/config.yaml');
});

test('Jenkins: the stage fails and leaves JUnit', async () => {
  const text = textOf('Jenkinsfile');
  const [, script = ''] = /sh '([^']+)'/.exec(text) ?? [];
  const [, file = ''] = /junit '([^']+)'/.exec(text) ?? [];
  const { code } = await runner.run('sh', ['-xec', script]);
  const report = readFileSync(join(runner.workspace, file), 'utf8');
  expect([code, report.match(/<failure type="error"/g)?.length]).toEqual([1, 1]);
  expect(report).toContain('<testcase classname="Deployment shop/web" name="availability"/>');
});

test('pre-commit: the entry is run with the arguments alone', async () => {
  for (const [name, target] of Object.entries(bin)) symlinkSync(join(packed().nines, target as string), join(runner.path, 'bin', name));
  const [{ hooks }] = parse(textOf('pre-commit-config.yaml')).repos;
  const offered = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  const { entry, language, pass_filenames: passed } = offered.find(({ id }: { id: string }) => id === hooks[0].id);
  expect([language, passed]).toEqual(['node', false]);
  const [program, ...args] = [...entry.split(' '), ...hooks[0].args];
  const { code, log } = await runner.run(program, args);
  expect(code).toBe(1);
  expect(log).toContain('\nerror: deploy/config.yaml');
  runner.write('deploy/config.yaml', refused.replace('A', 'a'));
  expect((await runner.run(program, args)).code).toBe(0);
});

test('kubectl: the page has the commands', async () => {
  const [, script = ''] = /\n### kubectl\n\n```sh\n(.*?)```/s.exec(readFileSync(join(ROOT, 'docs/check.md'), 'utf8')) ?? [];
  runner.write('nodes.json', listOf(node('one')));
  runner.program('npm', '[ "$*" = "install --global nines" ]');
  runner.program('kubectl-nines', `exec '${process.execPath}' '${command()}' "$@"`);
  runner.program(
    'kubectl',
    `case "$1" in get) cat '${runner.workspace}/nodes.json' ;; *) plugin=kubectl-$1 && shift && exec "$plugin" "$@" ;; esac`,
  );
  const { code, log } = await runner.run('sh', ['-ec', script]);
  expect(code).toBe(1);
  expect(log).toMatch(/^\d error.*\n\nSERVICE .*\nweb /s);
});

describe.each(readdirSync(EXAMPLES))('examples/ci/%s', (file) => {
  const text = textOf(file);

  test('names the version of this package', () => {
    const versions = [...text.matchAll(/(?:nines(?:\/\S+)?@|rev: )v?(\d\S*)/g)].map(([, named]) => named);
    expect(versions).not.toEqual([]);
    expect(new Set(versions)).toEqual(new Set([version]));
  });

  test('pins the actions of others by commit', () => {
    const others = text.split('\n').filter((line) => line.includes('uses:') && !/\/nines[/@]/.test(line));
    for (const action of others) expect(action).toMatch(/uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

test.each(readdirSync(EXAMPLES).filter((name) => name.startsWith('github')))(
  '%s grants each job what it says, and the workflow nothing',
  (file) => {
    const { permissions, jobs } = parse(textOf(file)) as Workflow;
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
    expect(textOf(file)).not.toContain('pull_request_target');
  },
);
