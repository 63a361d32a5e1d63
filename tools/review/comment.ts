/**
 * Posts a Markdown file as one comment of this repository's robot on a pull request, and updates it from then on.
 *
 *     node tools/review/comment.ts changes.md [KEY]
 *
 * A pull request has a comment for each key: by default that of `nines diff`. Which pull request is meant follows from the event alone, since the file may come
 * from the pull request's own code, and is only quoted: either the event is of the pull request, or of a workflow that a finished run of another one triggers
 * and that runs from the default branch.
 *
 * Environment: GITHUB_EVENT_PATH, GITHUB_REPOSITORY, GITHUB_SERVER_URL, GITHUB_RUN_ID, and GITHUB_API_URL, as GitHub sets them, and GITHUB_TOKEN. As an action,
 * it takes the file and the token from its inputs.
 */
import { readFileSync } from 'node:fs';

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

interface Event {
  readonly pull_request?: PullRequest;
  readonly workflow_run?: Run;
}

/** What a comment says, after a marker that readers don't see. */
interface Text {
  readonly marker: string;
  readonly text: string;

  /** The address of the run, whose summary has all of it. */
  readonly run: string;
}

async function main(file: string, key: string | undefined): Promise<void> {
  const { pull_request: pull, workflow_run: run } = JSON.parse(readFileSync(setting('GITHUB_EVENT_PATH'), 'utf8')) as Event;
  const text = readFileSync(file, 'utf8');
  const marker = key === undefined ? '<!-- nines diff -->' : `<!-- nines ${key} -->`;
  if (pull) await post(pull.number, { marker, text, run: ownRun() });
  else if (run) for (const number of await pullsAt(run)) await post(number, { marker, text, run: run.html_url });
  else throw new Error('the event is neither of a pull request nor of a workflow that ran for one');
}

/** The pull requests that the run was for. A newer push has a run of its own. */
async function pullsAt(run: Run): Promise<readonly number[]> {
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  const open = (await call('GET', `/pulls?state=open&head=${head}&per_page=100`)) as readonly PullRequest[];
  const pulls = open.filter((pull) => pull.head.sha === run.head_sha);
  if (pulls.length === 0) console.log(`no open pull request is at ${run.head_sha}`);
  return pulls.map(({ number }) => number);
}

function ownRun(): string {
  return `${setting('GITHUB_SERVER_URL')}/${setting('GITHUB_REPOSITORY')}/actions/runs/${setting('GITHUB_RUN_ID')}`;
}

async function post(number: number, text: Text): Promise<void> {
  const body = bodyOf(text);
  const own = await ownComment(number, text.marker);
  if (own?.body === body) return;
  if (own) await call('PATCH', `/issues/comments/${own.id}`, { body });
  else await call('POST', `/issues/${number}/comments`, { body });
}

/** Of others who copy the marker, none is touched. */
async function ownComment(number: number, marker: string): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const comments = (await call('GET', `/issues/${number}/comments?per_page=100&page=${page}`)) as readonly Comment[];
    const own = comments.find(({ user, body }) => user.login === ROBOT && body.startsWith(marker));
    if (own || comments.length < 100) return own;
  }
}

/** What doesn't fit is in the summary of the run. */
function bodyOf({ marker, text, run }: Text): string {
  const whole = `${marker}\n${text}`;
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
    headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${process.env['INPUT_TOKEN'] || setting('GITHUB_TOKEN')}` },
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

main(process.argv[2] ?? process.env['INPUT_FILE'] ?? '', process.argv[3] ?? process.env['INPUT_KEY']).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
