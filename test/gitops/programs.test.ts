import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveRunFolder, newRunFolder } from '../cluster/harness/run-folder';
import { chosen } from './harness/environments';
import { argoCdProgram } from './harness/programs';

const REST = '`npm test` and `npm run test:cluster` need none of them';

test('a machine without Redis, git and gpg is told what to install', async () => {
  await expect(argoCdProgram(() => {}, '')).rejects.toThrow(
    `the GitOps tests run a real Argo CD, which needs redis-server, git, gpg (Debian: apt-get install redis-server git gpg); ${REST}`,
  );
});

test('only what is missing is asked for, or what nobody can run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nines-'));
  try {
    for (const program of ['redis-server', 'git', 'gpg']) writeFileSync(join(folder, program), '');
    for (const program of ['git', 'gpg']) chmodSync(join(folder, program), 0o755);
    await expect(argoCdProgram(() => {}, folder)).rejects.toThrow(
      `the GitOps tests run a real Argo CD, which needs redis-server (Debian: apt-get install redis-server); ${REST}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an unknown environment is refused', () => {
  const known = chosen([]).map(({ name }) => name);
  expect(() => chosen(['nowhere'])).toThrow(`unknown environment nowhere; write one of ${known.join(', ')}`);
});

test('what a program has closed to everyone goes with the folder of its run', () => {
  const folder = newRunFolder('closed');
  const clone = join(folder, 'temporary', 'clone');
  mkdirSync(join(clone, 'dist'), { recursive: true });
  chmodSync(clone, 0o000);
  leaveRunFolder(folder, false);
  expect(existsSync(folder)).toBe(false);
});
