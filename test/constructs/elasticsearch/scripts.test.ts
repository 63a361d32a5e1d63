import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { find, shells } from './programs';

const folder = resolve(__dirname, '../../../src/constructs/elasticsearch');
const scripts = readdirSync(folder).filter((file) => file.endsWith('.sh'));

test('there are four scripts of nodes, what two of them have in common, and the restore drill', () => {
  expect(scripts).toEqual(['api.sh', 'drill.sh', 'files.sh', 'ready.sh', 'start.sh', 'stop.sh']);
});

test.each(shells.map((shell) => shell.join(' ')))('%s can read them', (shell) => {
  const [program = '', ...options] = shell.split(' ');
  for (const script of scripts) execFileSync(program, [...options, '-n', join(folder, script)]);
});

// Where it is installed: CI installs it.
(find('shellcheck') ? test : test.skip)('shellcheck has nothing to say', () => {
  for (const script of scripts) execFileSync('shellcheck', ['--shell=sh', join(folder, script)], { stdio: 'pipe' });
});
