import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const WORKFLOWS = join(__dirname, '../../.github/workflows');

interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly { readonly run?: string; readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

describe.each(readdirSync(WORKFLOWS))('%s', (file) => {
  const text = readFileSync(join(WORKFLOWS, file), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);

  test('pins every action by commit and says the version', () => {
    const actions = text.split('\n').filter((line) => line.includes('uses:'));
    expect(actions).not.toEqual([]);
    for (const action of actions) expect(action).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('grants nothing to the workflow, and each job what it says', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.permissions).toBeDefined();
  });

  test('ends every job by itself', () => {
    // GitHub's own limit is 360 minutes.
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThan(360);
  });

  // What a user types reaches the shell as a variable: in the text of a script it would be code.
  test('puts no expression into a script', () => {
    for (const { run } of jobs.flatMap(({ steps }) => steps)) expect(run ?? '').not.toContain('${{');
  });

  const events = typeof workflow.on === 'string' ? [workflow.on] : Object.keys(workflow.on);

  // The code of a pull request is anybody's.
  test('runs the code of a pull request without secrets and without a right to write', () => {
    expect(events).not.toContain('pull_request_target');
    if (!events.includes('pull_request')) return;
    expect(text).not.toContain('secrets.');
    expect(text).not.toContain('github.token');
    for (const { permissions = {} } of jobs) expect(Object.values(permissions)).not.toContain('write');
  });

  test('runs the code of the default branch after another workflow', () => {
    if (!events.includes('workflow_run')) return;
    const checkouts = jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with).toEqual({ 'persist-credentials': false });
    expect(jobs.flatMap(({ steps }) => steps).flatMap(({ run }) => run ?? [])).toEqual(['node tools/review/comment.ts build/changes.md']);
  });
});
