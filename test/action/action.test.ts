import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { proved } from '../cli/answer';
import { type Comment, GitHub, SHA } from '../repository/github';
import { Runner } from './runner';

// Whole processes, on a machine that may be busy.
jest.setTimeout(240_000);

const ROOT = join(__dirname, '../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const refused = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A, namespace: shop }\n';

/** A check that takes as long as it takes to start, for what is done with any report. */
const CHECK = `
const { readdirSync, readFileSync } = require('node:fs');
const folder = process.argv.at(-1);
const wrong = readdirSync(folder).some((file) => readFileSync(folder + '/' + file, 'utf8').includes('name: A'));
console.log(wrong ? '### 1 error' : '### No findings');
process.exitCode = wrong ? 1 : 0;
`;

let runner: Runner;
beforeEach(() => {
  runner = new Runner({ 'k8s/app.yaml': proved, 'bad/config map.yaml': refused });
});
afterEach(() => runner.remove());

const textOf = (file: string | undefined) => readFileSync(file ?? '', 'utf8');

test('a folder is checked: SARIF, a summary, and the exit code of the check', async () => {
  const { code, log, outputs, summary } = await runner.use('.', { path: 'bad\nk8s', topology: 'aws-3x2' });
  expect([code, outputs['exit-code'], Object.keys(outputs).sort()]).toEqual([1, '1', ['exit-code', 'markdown', 'sarif']]);
  const { runs } = JSON.parse(textOf(outputs['sarif']));
  expect(runs[0].results.map(({ locations }: { locations: object[] }) => locations[0])).toContainEqual(
    expect.objectContaining({ physicalLocation: expect.objectContaining({ artifactLocation: { uri: 'bad/config%20map.yaml' } }) }),
  );
  expect(summary).toMatch(/^## Nines: `bad k8s`\n\n### 1 error[^\n]*\n\n\| SERVICE/);
  expect(summary).toBe(textOf(outputs['markdown']));
  expect(log).toContain(summary);
  expect(runner.installed).toMatch(
    new RegExp(
      `^install --prefix /temp/nines-\\w+ --ignore-scripts --omit=dev --omit=peer --no-audit --no-fund --no-package-lock --loglevel=error nines@${version}\n$`,
    ),
  );
});

test('what a command prints is checked, and it sees no token', async () => {
  const command = `env | sed -n 's/^INPUT_TOKEN=.*/---\\n# token/p'\ncat k8s/app.yaml`;
  const { code, outputs, summary } = await runner.use('.', { command, topology: 'aws-3x2', 'fail-on': 'error', target: '99.9' });
  expect([code, outputs['exit-code']]).toEqual([0, '0']);
  expect(textOf(outputs['manifests'])).toBe(proved);
  expect(summary).toContain('| `web` | `2 of 3` | `99.9%` | `yes` | `kept` |');
});

test('a command that fails anywhere in a pipe is told, and nothing is judged', async () => {
  const command = "(echo 'apiVersion: v1'; exit 3) | cat";
  expect(await runner.use('.', { command })).toEqual({
    code: 2,
    log: `nines: the command failed with exit code 3: ${command}\n`,
    outputs: {},
    summary: '',
  });
});

test.each([
  [{ path: 'k8s', command: 'true' }, "'path' and 'command' exclude each other; remove one of them"],
  [{ path: 'k8s', version: 'latest' }, `version 'latest' is not exact; write one such as ${version}`],
])('%j is refused', async (inputs, message) => {
  expect(await runner.use('.', inputs)).toEqual({ code: 2, log: `nines: ${message}\n`, outputs: {}, summary: '' });
});

test('a version that npm has not is told', async () => {
  runner.program('npm', 'exit 1');
  const { code, log } = await runner.use('.', { path: 'k8s', version: '99.0.0-rc.1' });
  expect([code, log]).toEqual([2, 'nines: npm could not install nines@99.0.0-rc.1: exit code 1\n']);
});

test('unusable input has a report, and a mistaken option says what to write', async () => {
  const { code, outputs, summary } = await runner.use('.', { path: 'gone' });
  expect([code, outputs['exit-code']]).toEqual([2, '2']);
  expect(summary).toContain('### Unusable input, so nothing is judged\n');
  const mistaken = await runner.use('.', { path: 'k8s', 'fail-on': 'never' });
  expect(mistaken).toMatchObject({ code: 2, outputs: {} });
  expect(mistaken.log).toBe("nines: unknown severity 'never'; write error, warning or hint\nnines: nines ended with exit code 2\n");
});

test('a manifest gives no command to the runner', async () => {
  runner.write('bad/config map.yaml', refused.replace('A', '"a\\n::error::b"'));
  const { log } = await runner.use('.', { path: 'bad' });
  const [, token = ''] = /^::stop-commands::(\w{64})\n/.exec(log) ?? [];
  const attempt = log.indexOf('\n::error::b');
  expect(attempt).toBeGreaterThan(0);
  expect(log.indexOf(`\n::${token}::\n`)).toBeGreaterThan(attempt);
});

describe('with a comment', () => {
  const pull = { number: 7, head: { sha: SHA, repo: { full_name: 'shop/manifests' } } };
  let github: GitHub;
  beforeEach(async () => {
    runner.publish(CHECK);
    github = new GitHub();
    await github.start();
  });
  afterEach(() => github.stop());
  const comment = (path: string, event: object) =>
    runner.use('.', { path, comment: 'true' }, { event, GITHUB_API_URL: github.address, GITHUB_TOKEN: 'another' });

  test('a pull request has one of each folder, which is updated', async () => {
    expect((await comment('bad', { pull_request: pull })).code).toBe(1);
    expect((await comment('k8s', { pull_request: pull })).code).toBe(0);
    runner.write('bad/config map.yaml', refused.replace('A', 'a'));
    const { code, summary } = await comment('bad', { pull_request: pull });
    expect(code).toBe(0);
    expect(github.writes).toEqual(['POST /issues/7/comments', 'POST /issues/7/comments', 'PATCH /issues/comments/1']);
    const [first] = github.comments as [Comment];
    expect(first.body.replace(/^<!-- nines \w{12} -->\n/, '')).toBe(summary);
  });

  test.each([
    ['a pull request from a fork', { pull_request: { ...pull, head: { ...pull.head, repo: { full_name: 'fork/manifests' } } } }, 'fork'],
    ['a fork that is gone', { pull_request: { ...pull, head: { ...pull.head, repo: null } } }, 'fork'],
    ['a push', {}, 'this run is not for a pull request'],
  ])('%s gets none, and the log says why', async (_, event, reason) => {
    const { code, log } = await comment('k8s', event);
    expect([code, github.writes]).toEqual([0, []]);
    expect(log).toMatch(new RegExp(`no comment: .*${reason}`));
  });

  test('one that may not be written is told', async () => {
    const token = { event: { pull_request: pull }, GITHUB_API_URL: github.address };
    const { code, log } = await runner.use('.', { path: 'k8s', comment: 'true', token: 'wrong' }, token);
    expect(code).toBe(2);
    expect(log).toMatch(/: 401 .*\nnines: the comment could not be written; it needs the permission 'pull-requests: write'\n$/);
  });

  test('another workflow writes it for a fork', async () => {
    runner.write('nines.md', '## Nines\n');
    const head = {
      head_sha: SHA,
      head_branch: 'change/one',
      head_repository: { owner: { login: 'somebody' } },
      html_url: 'https://github.example/1',
    };
    const variables = { event: { workflow_run: head }, GITHUB_API_URL: github.address };
    expect(await runner.use('action/comment', { file: 'nines.md' }, variables)).toMatchObject({ code: 0, log: '' });
    expect(github.comments.map(({ body }) => body)).toEqual(['<!-- nines check -->\n## Nines\n']);
    const push = await runner.use('action/comment', { file: 'nines.md' }, { ...variables, event: {} });
    expect(push).toMatchObject({ code: 1, log: 'the event is neither of a pull request nor of a workflow that ran for one\n' });
  });
});

test.each(['.', 'action/comment'])('%s runs on a Node that GitHub has, and uses no other action', (folder) => {
  const text = readFileSync(join(ROOT, folder, 'action.yml'), 'utf8');
  expect(parse(text).runs).toEqual({ using: 'node24', main: expect.stringMatching(/\.ts$/) });
  expect(text).not.toContain('uses:');
});
