import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Whole processes, on a machine that may be busy.
jest.setTimeout(60_000);

const TOOL = join(__dirname, '../../tools/review/comment.ts');
const [SHA, OLD] = ['a'.repeat(40), 'b'.repeat(40)];
const ROBOT = 'github-actions[bot]';
const RUN = 'https://github.example/runs/1';

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

/** GitHub's API as far as comments on one pull request need it: number 7 from the branch `change` of somebody's fork. */
class GitHub {
  readonly comments: Comment[] = [];
  readonly writes: string[] = [];
  head = SHA;
  private readonly server: Server = createServer(async (request, response) => {
    const { status, body } = this.answer(request, await textOf(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  stop(): void {
    this.server.close();
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(login: string, body: string): void {
    this.comments.push({ id: this.comments.length + 1, user: { login }, body });
  }

  private answer({ method = '', url = '', headers }: IncomingMessage, text: string): { status: number; body: unknown } {
    const { pathname, searchParams } = new URL(url, this.address);
    const path = pathname.replace('/repos/shop/manifests', '');
    if (headers.authorization !== 'Bearer token') return { status: 401, body: { message: 'Bad credentials' } };
    if (method !== 'GET') this.writes.push(`${method} ${path}`);
    if (path === '/pulls') {
      const isOurs = searchParams.get('head') === 'somebody:change/one' && searchParams.get('state') === 'open';
      return { status: 200, body: isOurs ? [{ number: 7, head: { sha: this.head } }] : [] };
    }
    const own = /^\/issues\/comments\/(\d+)$/.exec(path);
    if (path === '/issues/7/comments' && method === 'GET') {
      const page = Number(searchParams.get('page'));
      return { status: 200, body: this.comments.slice((page - 1) * 100, page * 100) };
    }
    if (path === '/issues/7/comments') this.add(ROBOT, JSON.parse(text).body);
    else if (own) (this.comments[Number(own[1]) - 1] as Comment).body = JSON.parse(text).body;
    else return { status: 404, body: { message: 'Not Found' } };
    return { status: 200, body: {} };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

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
    execFile(process.execPath, ['--require', 'ts-node/register', TOOL, file], { env }, (error, stdout, stderr) => {
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
  github.head = OLD as string;
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
