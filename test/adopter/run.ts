/*
 * `.ci/fork`: every test of the product in a fork whose application is another.
 */
import { spawnSync } from 'node:child_process';
import { Fork } from './fork';

const fork = new Fork();
try {
  fork.run('npm', 'run', '--silent', 'synth', '--', '--base', 'none');
  fork.run('npx', 'jest', '--update-snapshot', './main.test.ts');
  const { status } = spawnSync('npx', ['jest', '--ci', ...process.argv.slice(2)], { cwd: fork.path, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  fork.remove();
}
