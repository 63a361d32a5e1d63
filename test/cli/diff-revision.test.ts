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
const application = (targetRevision: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop-production', namespace: 'argocd' },
  spec: { source: { repoURL: 'https://git.example/shop.git', targetRevision, path: 'dist/production' } },
});
const run = (revision: string) => {
  write('dist/argocd/application.yaml', application(revision));
  const { status, stdout } = spawnSync(process.execPath, [join(__dirname, '../../bin/nines.js'), 'diff'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, out: stdout };
};

beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main');
  write('dist/production/a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
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
  expect(run('v9')).toEqual({ code: 1, out: expect.stringContaining("it takes over what that revision has, which isn't known here: npx") });
});
