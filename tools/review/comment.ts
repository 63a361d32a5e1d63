/**
 * Posts a Markdown file as the one comment that this repository's robot has on a pull request, and updates it from then on.
 *
 *     node tools/review/comment.ts changes.md
 *
 * It runs in a workflow that a finished run of another one triggers, from the default branch. Which pull request is meant follows from the event alone: the
 * file comes from the pull request's own code, and is only quoted.
 *
 * Environment: GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_API_URL and GITHUB_TOKEN, as GitHub sets them.
 */
import { readFileSync } from 'node:fs';

/** It begins the comment, and readers don't see it. */
const MARKER = '<!-- nines diff -->';
const ROBOT = 'github-actions[bot]';

/** GitHub's limit, in characters. */
const LONGEST = 65_536;

interface Run {
  readonly head_sha: string;
  readonly head_branch: string;
  readonly head_repository: { readonly owner: { readonly login: string } };
  readonly html_url: string;
}

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly body: string;
}

interface PullRequest {
  readonly number: number;
  readonly head: { readonly sha: string };
}

async function main(file: string): Promise<void> {
  const { workflow_run: run } = JSON.parse(readFileSync(setting('GITHUB_EVENT_PATH'), 'utf8')) as { readonly workflow_run: Run };
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  const open = (await call('GET', `/pulls?state=open&head=${head}&per_page=100`)) as readonly PullRequest[];
  const pulls = open.filter((pull) => pull.head.sha === run.head_sha);
  // A newer push has a run of its own.
  if (pulls.length === 0) console.log(`no open pull request is at ${run.head_sha}`);
  for (const { number } of pulls) await post(number, bodyOf(readFileSync(file, 'utf8'), run.html_url));
}

async function post(number: number, body: string): Promise<void> {
  const own = await ownComment(number);
  if (own?.body === body) return;
  if (own) await call('PATCH', `/issues/comments/${own.id}`, { body });
  else await call('POST', `/issues/${number}/comments`, { body });
}

/** Of others who copy the marker, none is touched. */
async function ownComment(number: number): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const comments = (await call('GET', `/issues/${number}/comments?per_page=100&page=${page}`)) as readonly Comment[];
    const own = comments.find(({ user, body }) => user.login === ROBOT && body.startsWith(MARKER));
    if (own || comments.length < 100) return own;
  }
}

/** What doesn't fit is in the summary of the run. */
function bodyOf(text: string, run: string): string {
  const whole = `${MARKER}\n${text}`;
  if (whole.length <= LONGEST) return whole;
  const rest = `\n\nThe rest is in [the summary of the run](${run}).\n`;
  const start = whole.slice(0, LONGEST - rest.length);
  // The fields of an object are one part, which can't be cut.
  const part = start.lastIndexOf('\n<details>');
  return `${start.slice(0, part > 0 ? part : start.lastIndexOf('\n'))}${rest}`;
}

async function call(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${setting('GITHUB_API_URL')}/repos/${setting('GITHUB_REPOSITORY')}${path}`, {
    method,
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${setting('GITHUB_TOKEN')}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
