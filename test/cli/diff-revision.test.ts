import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'nines-diff-'));
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });
const write = (file: string, manifest: object) => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), stringify(manifest));
};
const OWN = 'https://git.example/shop.git';
const application = (targetRevision: string, repoURL = OWN) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop-production', namespace: 'argocd' },
  spec: { source: { repoURL, targetRevision, path: 'dist/production' } },
});
const run = (revision: string, repository = OWN) => {
  write('dist/argocd/application.yaml', application(revision, repository));
  const { status, stdout } = spawnSync(process.execPath, [join(__dirname, '../../bin/nines.js'), 'diff'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout };
};

const UNKNOWN = `it takes over what that revision of '${OWN}' has, which isn't known here; in a clone of it, run npx nines diff main:`;

beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main');
  write('dist/production/a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
  git('remote', 'add', 'origin', 'git@git.example:shop.git');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  git('tag', 'v0');
  write('dist/production/b.yaml', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' } });
  write('dist/argocd/application.yaml', application('main'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Second');
  git('tag', 'v1');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the revision that Argo CD reads is compared, if git knows it', () => {
  expect(run('v0')).toEqual({
    code: 3,
    out: expect.stringContaining("data at risk: 'v0' has no PersistentVolumeClaim/shop/data: what a revision lacks is pruned"),
  });
  expect(run('v1')).toEqual({ code: 1, out: expect.stringContaining('it takes over what that revision has: npx nines diff main:') });
  expect(run('v9')).toEqual({ code: 1, out: expect.stringContaining(UNKNOWN) });
});

test('this repository says nothing about another one', () => {
  const other = 'https://git.example/mail.git';
  expect(run('v0', other)).toEqual({ code: 1, out: expect.stringContaining(UNKNOWN.replace(OWN, other)) });
});

test.each([
  'https://git.example/shop',
  'ssh://git@git.example:22/shop.git/',
  'git@GIT.example:shop.git',
  'https://me:token@git.example/shop.git',
])('the repository is known as %s', (address) => {
  expect(run('v0', address)).toMatchObject({
    code: 3,
    out: expect.stringContaining("data at risk: 'v0' has no PersistentVolumeClaim/shop/data"),
  });
});
