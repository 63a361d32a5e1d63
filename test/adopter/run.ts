/*
 * `.ci/fork`: the tests of the product in a fork whose application is another; those that the application may affect, or with `--all` every one.
 */
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { affected } from './affected';
import { Fork } from './fork';

const ALL = '--all';
const args = process.argv.slice(2);

const fork = new Fork();
try {
  fork.run('npm', 'run', '--silent', 'synth', '--', '--base', 'none');
  fork.run('npx', 'jest', '--update-snapshot', './main.test.ts');
  const every = fork.run('npx', 'jest', '--listTests').trim().split('\n');
  const suites = affected(
    fork.path,
    every.map((path) => relative(fork.path, path)),
  );
  console.log(args.includes(ALL) ? `${every.length} files of tests` : `${suites.length} of ${every.length} files of tests may be affected`);
  const chosen = args.includes(ALL) ? [] : ['--runTestsByPath', ...suites];
  const rest = args.filter((it) => it !== ALL);
  const { status } = spawnSync('npx', ['jest', '--ci', ...rest, ...chosen], { cwd: fork.path, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  fork.remove();
}
