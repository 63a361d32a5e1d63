import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from '../../src/manifests/read';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-read-'));
  mkdirSync(join(folder, 'manifests'));
  writeFileSync(join(folder, 'manifests/a.yaml'), pod);
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => readManifests([join(folder, 'manifests')]).summary;

test('a folder is read for YAML and JSON, in either case of the letters', () => {
  writeFileSync(join(folder, 'manifests/b.json'), '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}');
  writeFileSync(join(folder, 'manifests/c.YML'), pod);
  writeFileSync(join(folder, 'manifests/d.txt'), pod);
  const skipped = [{ file: join(folder, 'manifests/d.txt'), because: 'not .yaml, .yml or .json' }];
  expect(read()).toMatchObject({ files: 3, objects: 3, skipped });
});

test('symbolic links to files and folders are followed', () => {
  writeFileSync(join(folder, 'b.yaml'), pod);
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'more/c.yaml'), pod);
  symlinkSync('../b.yaml', join(folder, 'manifests/b.yaml'));
  symlinkSync('../more', join(folder, 'manifests/more'));
  expect(read()).toMatchObject({ files: 3, objects: 3, skipped: [] });
});

test('a folder that contains itself is read once', () => {
  symlinkSync('.', join(folder, 'manifests/again'));
  expect(read()).toMatchObject({ files: 1, objects: 1 });
});

test('a broken symbolic link is an error', () => {
  symlinkSync('nowhere.yaml', join(folder, 'manifests/b.yaml'));
  expect(read).toThrow(`${join(folder, 'manifests/b.yaml')}: broken symbolic link; restore its target, or remove the link`);
});
