import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexOf } from '../../src/manifests/object-index';
import { atOneMoment } from '../../src/manifests/revision';
import { argumentsOf } from '../../src/synthesis/arguments';
import { baseOf, environmentsIn } from '../../src/synthesis/committed';

const config = (name: string) => `---\n${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })}\n`;

let folder: string;
const here = process.cwd();
const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args]);
const write = (file: string, text: string) => {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
};
const names = (asked?: string) => baseOf('dist', 'production', asked).index.objects.map(({ name }) => name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-committed-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true });
});

test('outside a repository the base is what was synthesized last, as far as it can be read', () => {
  expect(names()).toEqual([]);
  write('dist/production/10-a.yaml', `${config('one')}---\nkind: [\n---\n7\n`);
  write('dist/production/notes.txt', 'kind: Pod');
  expect(names()).toEqual(['one']);
});

test('in a repository the base is the last commit, even if dist/ is gone', () => {
  git('init', '--quiet');
  write('dist/production/10-a.yaml', config('one'));
  expect(names()).toEqual(['one']);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  write('dist/production/10-a.yaml', config('two'));
  expect(names()).toEqual(['one']);
  rmSync('dist', { recursive: true });
  expect(names()).toEqual(['one']);
});

test('the base can be a revision, a folder like dist/, or nothing', () => {
  git('init', '--quiet');
  write('dist/production/10-a.yaml', config('one'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  git('tag', 'v1');
  write('dist/production/10-a.yaml', config('two'));
  git('commit', '--quiet', '--all', '--message', 'Second');
  write('old/production/10-a.yaml', config('three'));
  expect([names(), names('v1'), names('old'), names('none')]).toEqual([['two'], ['one'], ['three'], []]);
  expect(argumentsOf(['production', '--base', 'v1'])).toMatchObject({ names: ['production'], base: 'v1', diff: false, format: 'text' });
});

test('files as they are synthesized now have the objects of the synthesis, any others are parsed', () => {
  write('dist/production/10-a.yaml', config('one'));
  const index = indexOf([]);
  const found = (name: string, text: string) => baseOf('dist', 'production', undefined, { files: [{ name, text }], index }).index === index;
  expect(found('10-a.yaml', config('one'))).toBe(true);
  expect([found('10-b.yaml', config('one')), found('10-a.yaml', config('two'))]).toEqual([false, false]);
  write('dist/production/20-b.yaml', config('two'));
  expect(found('10-a.yaml', config('one'))).toBe(false);
});

test('a run sees one commit from its start to its end, the next one sees the next', () => {
  git('init', '--quiet');
  const commit = (name: string) => {
    write('dist/production/10-a.yaml', config(name));
    git('add', '--all');
    git('commit', '--quiet', '--message', name);
  };
  commit('one');
  const seen = atOneMoment(() => [names(), commit('two'), names()]);
  expect([seen, names()]).toEqual([[['one'], undefined, ['one']], ['two']]);
  const failing = () =>
    atOneMoment(() => {
      throw new Error(names()[0]);
    });
  expect(failing).toThrow('two');
  commit('three');
  expect(names()).toEqual(['three']);
});

test('the environments of the base are its folders, without those of Argo CD and Flux', () => {
  write('dist/production/10-a.yaml', config('one'));
  write('dist/argocd/10-a.yaml', config('one'));
  expect(environmentsIn('dist')).toEqual(['production']);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
  write('dist/staging/10-a.yaml', config('one'));
  write('dist/flux/10-a.yaml', config('one'));
  expect([environmentsIn('dist'), environmentsIn('dist', 'dist'), environmentsIn('dist', 'HEAD')]).toEqual([
    ['production'],
    ['production', 'staging'],
    ['production'],
  ]);
  expect([environmentsIn('nowhere'), environmentsIn('dist', 'none')]).toEqual([[], []]);
});

test.each([
  [['--base', 'nowhere'], "--base must be a git revision, a folder or 'none', got 'nowhere'; check the name"],
  [['--bas', 'none'], "unknown option '--bas'; write the names of environments, or --base REVISION"],
  [['--diff', '--format', 'sarif'], "unknown format 'sarif'; write text, json or markdown"],
])('%j is refused', (args, message) => {
  expect(() => argumentsOf(args)).toThrow(new Error(message));
});
