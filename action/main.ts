/**
 * The GitHub Action of action.yml: checks manifests, writes SARIF, the summary of the job, and the comment on its pull request.
 *
 * Node 24 runs it as it is. The package comes from npm in an exact version, and nothing else is fetched.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const HERE = dirname(process.argv[1] ?? '');
const SOURCE = join(HERE, '..');

/** GitHub drops a longer summary, in bytes. */
const LONGEST_SUMMARY = 1_000_000;

/** Output is short of this, in bytes: 128 MiB. */
const LARGEST = 1 << 27;

class ActionError extends Error {}

function main(): number {
  const folder = mkdtempSync(join(setting('RUNNER_TEMP'), 'nines-'));
  const manifests = rendered(folder);
  const nines = installed(folder);
  const [sarif, markdown] = [join(folder, 'nines.sarif'), join(folder, 'nines.md')];
  const code = check(nines, 'sarif', sarif, manifests);
  check(nines, 'markdown', markdown, manifests);
  const text = `## Nines: ${titleOf()}\n\n${readFileSync(markdown, 'utf8')}`;
  writeFileSync(markdown, text);
  const outputs = { sarif, markdown, ...(manifests && { manifests }), 'exit-code': code };
  for (const [name, value] of Object.entries(outputs)) appendFileSync(setting('GITHUB_OUTPUT'), `${name}=${value}\n`);
  appendFileSync(setting('GITHUB_STEP_SUMMARY'), shortened(text));
  show(text);
  if (input('comment') === 'true') comment(markdown);
  return code;
}

/** The file with what the command printed; undefined without a command. A part of a pipe that fails makes all of it fail. */
function rendered(folder: string): string | undefined {
  const command = input('command');
  if (command === undefined) return undefined;
  if (input('path') !== undefined) throw new ActionError("'path' and 'command' exclude each other; remove one of them");
  const { status, stdout, error } = run('bash', ['-e', '-o', 'pipefail', '-c', command]);
  if (status !== 0) throw new ActionError(`the command failed with ${error?.message ?? `exit code ${status}`}: ${command}`);
  const file = join(folder, 'manifests.yaml');
  writeFileSync(file, stdout);
  return file;
}

/** The command of the package. Its peers are for those who write manifests in TypeScript. */
function installed(folder: string): string {
  const own = JSON.parse(readFileSync(join(SOURCE, 'package.json'), 'utf8')) as { readonly version: string };
  const version = input('version') ?? own.version;
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
    throw new ActionError(`version '${version}' is not exact; write one such as ${own.version}`);
  const options = ['--ignore-scripts', '--omit=dev', '--omit=peer', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status, error } = run('npm', ['install', '--prefix', folder, ...options, `nines@${version}`]);
  if (status !== 0) throw new ActionError(`npm could not install nines@${version}: ${error?.message ?? `exit code ${status}`}`);
  return join(folder, 'node_modules/nines/bin/nines.js');
}

/** Writes the report in a format to a file, and returns the exit code. */
function check(nines: string, format: string, file: string, manifests: string | undefined): number {
  const options = ['topology', 'target', 'config', 'fail-on'].flatMap((name) => {
    const value = input(name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  const paths = manifests === undefined ? lines(input('path')) : ['-'];
  const text = manifests && readFileSync(manifests);
  const { status, stdout } = run(process.execPath, [nines, 'check', `--format=${format}`, ...options, '--', ...paths], text);
  // Mistakes in the options go to standard error alone.
  if (status === null || stdout.length === 0) throw new ActionError(`nines ended with exit code ${status}`);
  writeFileSync(file, stdout);
  return status;
}

/** Runs a program without the token: only the comment needs it. What it complains about is in the log. */
function run(program: string, args: readonly string[], standardInput: Buffer | string = '') {
  const { INPUT_TOKEN: _, ...env } = process.env;
  const isScript = process.platform === 'win32' && program === 'npm';
  return spawnSync(program, args, { env, input: standardInput, stdio: ['pipe', 'pipe', 'inherit'], maxBuffer: LARGEST, shell: isScript });
}

function comment(file: string): void {
  const obstacle = obstacleToComment();
  if (obstacle !== undefined) {
    console.log(`no comment: ${obstacle}`);
    return;
  }
  const tool = join(SOURCE, 'tools/review/comment.ts');
  const { status } = spawnSync(process.execPath, [...process.execArgv, tool, file, keyOf()], { stdio: 'inherit' });
  if (status !== 0) throw new ActionError("the comment could not be written; it needs the permission 'pull-requests: write'");
}

function obstacleToComment(): string | undefined {
  const { pull_request: pull } = JSON.parse(readFileSync(setting('GITHUB_EVENT_PATH'), 'utf8')) as Event;
  if (pull === undefined) return 'this run is not for a pull request';
  if (pull.head.repo?.full_name === setting('GITHUB_REPOSITORY')) return undefined;
  return 'a pull request from a fork has a token that may only read; the summary of the job says the same';
}

interface Event {
  readonly pull_request?: { readonly head: { readonly repo: { readonly full_name: string } | null } };
}

/** Each folder or command has a comment of its own. */
function keyOf(): string {
  return createHash('sha256')
    .update([input('path'), input('command'), input('topology')].join('\n'))
    .digest('hex')
    .slice(0, 12);
}

function titleOf(): string {
  const title = input('command') ?? (lines(input('path')).join(' ') || 'manifests');
  return `\`${title.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\``;
}

function shortened(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= LONGEST_SUMMARY
    ? text
    : `${bytes.subarray(0, LONGEST_SUMMARY).toString('utf8')}\n\nThe rest is in the output \`markdown\`.\n`;
}

/** Prints a text of others: a line of it that begins with `::` must not be a command of the runner. */
function show(text: string): void {
  const token = createHash('sha256').update(text).update(String(process.hrtime.bigint())).digest('hex');
  console.log(`::stop-commands::${token}\n${text}\n::${token}::`);
}

function lines(text = ''): readonly string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

/** What the workflow says; undefined where it says nothing. */
function input(name: string): string | undefined {
  return process.env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new ActionError(`${name} is not set`);
  return value;
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof ActionError)) throw error;
  console.error(`nines: ${error.message}`);
  process.exitCode = 2;
}
