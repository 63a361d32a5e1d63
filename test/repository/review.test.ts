import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripping } from '../action/runner';
import { type Comment, GitHub, ROBOT, SHA } from './github';

// Whole processes, on a machine that may be busy.
jest.setTimeout(60_000);

const TOOL = join(__dirname, '../../tools/review/comment.ts');
const OLD = 'b'.repeat(40);
const RUN = 'https://github.example/runs/1';

let folder: string;
let github: GitHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nines-review-'));
  github = new GitHub();
  await github.start();
});
afterEach(() => {
  github.stop();
  rmSync(folder, { recursive: true });
});

/** Posts a text as the workflow does. */
function post(text: string, settings: Readonly<Record<string, string>> = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  const [file, event] = [join(folder, 'changes.md'), join(folder, 'event.json')];
  writeFileSync(file, text);
  const head = { head_sha: SHA, head_branch: 'change/one', head_repository: { owner: { login: 'somebody' } } };
  writeFileSync(event, JSON.stringify({ workflow_run: { ...head, html_url: RUN } }));
  const env = {
    ...process.env,
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: 'shop/manifests',
    GITHUB_API_URL: github.address,
    GITHUB_TOKEN: 'token',
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [...stripping, TOOL, file], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, stdout, stderr });
    });
  });
}

test('a pull request gets one comment, which is updated', async () => {
  github.add('somebody', '<!-- nines diff -->\nnot the robot');
  for (let index = 0; index < 120; index++) github.add(ROBOT, `another comment ${index}`);
  expect(await post('### production: no difference\n')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(github.writes).toEqual(['POST /issues/7/comments']);
  await post('### production: 1 object differs\n');
  await post('### production: 1 object differs\n');
  expect(github.writes).toEqual(['POST /issues/7/comments', 'PATCH /issues/comments/122']);
  expect(github.comments.at(-1)?.body).toBe('<!-- nines diff -->\n### production: 1 object differs\n');
  expect(github.comments[0]?.body).toBe('<!-- nines diff -->\nnot the robot');
});

test('what a newer push has replaced is not posted', async () => {
  github.head = OLD;
  expect(await post('old')).toEqual({ code: 0, stdout: `no open pull request is at ${SHA}\n`, stderr: '' });
  expect(github.writes).toEqual([]);
});

test('a long comment is cut before an object, and says where the rest is', async () => {
  const details = `<details>\n${'x'.repeat(30_000)}\n</details>\n`;
  await post(`### production\n\n${details}\n${details}\n${details}`);
  const { body } = github.comments[0] as Comment;
  expect(body).toBe(`<!-- nines diff -->\n### production\n\n${details}\n${details}\n\nThe rest is in [the summary of the run](${RUN}).\n`);
  await post('x\n'.repeat(40_000));
  expect(github.comments[0]?.body.length).toBeLessThanOrEqual(65_536);
});

test.each([
  [{ GITHUB_TOKEN: 'other' }, 'GET /pulls?state=open&head=somebody%3Achange%2Fone&per_page=100: 401 {"message":"Bad credentials"}\n'],
  [{ GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set\n'],
])('with %j it fails', async (settings, stderr) => {
  expect(await post('text', settings)).toEqual({ code: 1, stdout: '', stderr });
});
