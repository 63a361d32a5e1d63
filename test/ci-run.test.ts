import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

// Nothing is installed, and each step does what a test says.
const PROGRAMS = ['dash', 'busybox', 'shellcheck', 'redis-server', 'gpg', 'mvn', 'openssl', 'ip', 'cc', 'chromium', 'haproxy', 'promtool'];
const QUIET = {
  'bin/npm': 'exit 0',
  'bin/npx': 'exit 0',
  'test/oracle/run': 'exit 0',
  '.ci/fork': 'exit 0',
  '.ci/create': 'exit 0',
  '.ci/peers': 'exit 0',
  '.ci/pre-commit': 'exit 0',
  '.ci/workflows': 'exit 0',
};

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'nines-ci-'));
  mkdirSync(join(place, 'dist'));
  writeFileSync(join(place, 'dist/a.yaml'), 'a: 1\n');
  cpSync(join(__dirname, '../.ci'), join(place, '.ci'), { recursive: true });
  git('init', '--quiet');
  git('add', 'dist');
  git('-c', 'user.name=nobody', '-c', 'user.email=nobody@shop.example', 'commit', '--quiet', '--message', 'dist');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function git(...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd: place, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** How it ends: its exit code, all that it says, and its last line. */
function run(scripts: Readonly<Record<string, string>> = {}, command: readonly [string, ...string[]] = ['run']) {
  const stubs = { ...Object.fromEntries(PROGRAMS.map((program) => [`bin/${program}`, ''])), ...QUIET, ...scripts };
  for (const [path, script] of Object.entries(stubs)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), `#!/bin/sh\n${script}\n`);
    chmodSync(join(place, path), 0o755);
  }
  const env = { ...process.env, PATH: `${join(place, 'bin')}${delimiter}${process.env['PATH']}` };
  const [name, ...args] = command;
  const { status, stdout } = spawnSync(join(place, '.ci', name), args, { env, encoding: 'utf8' });
  return { code: status, stdout, last: stdout.trimEnd().split('\n').at(-1) };
}

test('each step and each test counts', () => {
  const tests = `[ "$*" != 'run check' ] || echo 'Tests:       1 skipped, 41 passed, 42 total'`;
  expect(run({ 'bin/npm': tests })).toMatchObject({ code: 0, last: '57 passed, 0 failed' });
});

test('every step takes all cases of each property', () => {
  expect(run({ 'bin/npm': `[ "$NINES_TESTS" = full ]` })).toMatchObject({ code: 0 });
});

test('a step that fails without a test counts as failed', () => {
  expect(run({ 'bin/npm': `[ "$*" != 'run check' ]` })).toMatchObject({ code: 1, last: '15 passed, 1 failed' });
});

test('when the first step fails the line is there as well', () => {
  expect(run({ 'bin/npm': `[ "$*" != 'run synth' ]` })).toMatchObject({ code: 1, last: '0 passed, 1 failed' });
});

test('an uncommitted file in dist/ fails, and is named', () => {
  const { code, stdout, last } = run({ 'bin/npm': `[ "$*" != 'run synth' ] || echo 'b: 2' > dist/b.yaml` });
  expect({ code, last }).toEqual({ code: 1, last: '15 passed, 1 failed' });
  expect(stdout).toContain('?? dist/b.yaml\n');
});

test('a file in dist/ that changed fails, with the difference', () => {
  const { code, stdout } = run({ 'bin/npm': `[ "$*" != 'run synth' ] || echo 'a: 2' > dist/a.yaml` });
  expect(code).toBe(1);
  expect(stdout).toContain('-a: 1\n+a: 2\n');
});

test('the older Kubernetes, Argo CD and the seeds of a day are the night’s', () => {
  const { code, stdout, last } = run({}, ['nightly', '20261121']);
  expect({ code, last }).toEqual({ code: 0, last: '11 passed, 0 failed' });
  expect(stdout.split('\n').filter((line) => line.startsWith('$'))).toEqual([
    '$ npm ci',
    '$ npm run test:cluster -- --kubernetes=1.35.4',
    '$ npm run test:gitops',
    '$ npm run test:elasticsearch -- long',
    '$ npm run test:logs',
    '$ .ci/pre-commit',
    '$ npm run corpus && npm run test:corpus',
    '$ NINES_TESTS=long npx jest test/availability/joint/soundness.test.ts',
    '$ .ci/fork --all',
    '$ SETS=1000 SEED=20261121 npx jest test/availability/joint',
    '$ npm run test:agreement -- predictions sets --from=20261121',
  ]);
});

test('a failure in the night fails it', () => {
  expect(run({ 'bin/npm': `[ "$2" != test:cluster ]` }, ['nightly'])).toMatchObject({ code: 1, last: '10 passed, 1 failed' });
});
