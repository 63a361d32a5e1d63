import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The commit at the head of the pull request. */
export const SHA = 'a'.repeat(40);
export const ROBOT = 'github-actions[bot]';

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

/** GitHub's API as far as comments on one pull request need it: number 7 from the branch `change` of somebody's fork. */
export class GitHub {
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
