import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recoverFolders, replaceFolders } from '../../src/synthesis/dist';
import { packed } from '../packed';

const home = process.cwd();
let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'nines-dist-'));
  process.chdir(place);
  mkdirSync('dist/old', { recursive: true });
  writeFileSync('dist/old/a.yaml', 'old');
});
afterEach(() => {
  process.chdir(home);
  rmSync(place, { recursive: true, force: true });
});

const fresh = [{ name: 'new', files: [{ name: 'b.yaml', text: 'new' }] }];

test('all folders take the place of all that was there', () => {
  replaceFolders('dist', fresh, { all: true });
  expect(readdirSync('dist')).toEqual(['new']);
  expect(readFileSync('dist/new/b.yaml', 'utf8')).toBe('new');
});

test('a folder replaces only its own files', () => {
  replaceFolders('dist', [{ name: 'old', files: [{ name: 'b.yaml', text: 'new' }] }], { all: false });
  expect(readdirSync('dist/old')).toEqual(['b.yaml']);
  replaceFolders('dist', fresh, { all: false });
  expect(readdirSync('dist').sort()).toEqual(['new', 'old']);
});

test('folders that are so already stay, and a single one that differs is replaced alone', () => {
  const old = [{ name: 'old', files: [{ name: 'a.yaml', text: 'old' }] }];
  const inode = () => statSync('dist/old/a.yaml').ino;
  const replaced = (folders: Parameters<typeof replaceFolders>[1]) => {
    const before = inode();
    replaceFolders('dist', folders, { all: true });
    return inode() !== before;
  };
  expect(replaced(old)).toBe(false);
  const empty = { name: 'empty', files: [] };
  expect([replaced([...old, empty]), existsSync('dist/empty')]).toEqual([false, true]);
  expect([replaced([...old, ...fresh]), readdirSync('dist').sort()]).toEqual([true, ['new', 'old']]);
  expect([replaced([...old, { name: 'new', files: [] }]), readdirSync('dist/new')]).toEqual([false, []]);
  expect([replaced([{ name: 'old', files: [{ name: 'a.yaml', text: 'both' }] }, ...fresh]), readdirSync('dist/new')]).toEqual([
    true,
    ['b.yaml'],
  ]);
  writeFileSync('dist/file', '');
  expect([replaced(old), readdirSync('dist')]).toEqual([true, ['old']]);
  expect([replaced(old), existsSync('dist/empty')]).toEqual([false, false]);
  writeFileSync('dist/old/b.yaml', 'extra');
  expect([replaced(old), readdirSync('dist/old')]).toEqual([true, ['a.yaml']]);
  writeFileSync('dist/old/a.yaml', 'edited');
  expect([replaced(old), readFileSync('dist/old/a.yaml', 'utf8')]).toEqual([true, 'old']);
});

test('a file may be in a folder of its own', () => {
  replaceFolders('dist', [{ name: 'old', files: [{ name: 'production/20/c.yaml', text: 'deep' }] }], { all: false });
  expect(readdirSync('dist/old', { recursive: true }).sort()).toEqual([
    'production',
    join('production', '20'),
    join('production', '20', 'c.yaml'),
  ]);
});

test('a file that cannot be written leaves all as it was, and nothing behind', () => {
  const files = ['file', 'file/is-no-folder.yaml'].map((name) => ({ name, text: '' }));
  expect(() => replaceFolders('dist', [...fresh, { name: 'broken', files }], { all: true })).toThrow(/EEXIST|ENOTDIR/);
  expect(readFileSync('dist/old/a.yaml', 'utf8')).toBe('old');
  expect(readdirSync('build')).toEqual([]);
});

test('a place that cannot be moved to leaves what was there', () => {
  writeFileSync('file', '');
  expect(() => replaceFolders('file/dist', fresh, { all: true })).toThrow();
  expect(existsSync('dist/old/a.yaml')).toBe(true);
});

/** Replaces folders in a process of its own, which is killed when it is about to rename for the second time. */
function killedBetweenTwoRenames(all: boolean): void {
  const script = `
    const fs = require('node:fs');
    const rename = fs.renameSync;
    let renames = 0;
    fs.renameSync = (...paths) => (++renames === 2 ? process.kill(process.pid, 'SIGKILL') : rename(...paths));
    require(${JSON.stringify(join(packed().nines, 'build/src/synthesis/dist'))}).replaceFolders('dist', [{ name: 'old', files: [] }], { all: ${all} });`;
  const { signal } = spawnSync(process.execPath, ['--eval', script]);
  expect(signal).toBe('SIGKILL');
}

test.each([true, false])('a run that was killed in the middle is put right by the next one (all: %s)', (all) => {
  killedBetweenTwoRenames(all);
  expect(existsSync('dist/old')).toBe(false);
  recoverFolders('dist');
  expect(readFileSync('dist/old/a.yaml', 'utf8')).toBe('old');
  expect(readdirSync('build')).toEqual([]);
});

test('what came after stays, and nothing is recovered where nothing was interrupted', () => {
  mkdirSync('build/dist-x/old/dist/old', { recursive: true });
  recoverFolders('dist');
  expect(readFileSync('dist/old/a.yaml', 'utf8')).toBe('old');
  expect(readdirSync('build')).toEqual([]);
  rmSync('dist', { recursive: true });
  recoverFolders('dist');
  expect(existsSync('dist')).toBe(false);
});

test('where one folder can’t be moved, those before it go back', () => {
  mkdirSync('dist/new');
  writeFileSync('dist/new/a.yaml', 'before');
  // A file lies where the second folder should go to, and no folder can lie below a file.
  writeFileSync('dist/file', '');
  const folders = [...fresh, { name: 'file/below', files: [{ name: 'c.yaml', text: '' }] }];
  expect(() => replaceFolders('dist', folders, { all: false })).toThrow(/EEXIST|ENOTDIR/);
  expect(readdirSync('dist/new')).toEqual(['a.yaml']);
  expect(readdirSync('build')).toEqual([]);
});
