import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

/** Folders of what the repository holds, without those whose name begins with a dot and of snapshots. */
function foldersIn(parent: string): readonly string[] {
  const files = execFileSync('git', ['ls-files', `./${parent}`], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n');
  const below = files.map((file) => file.slice(parent.length).split('/')).filter((path) => path.length > 1);
  return [...new Set(below.map(([folder]) => `${folder}/`))].filter((folder) => !/^(\.|__)/.test(folder));
}

test.each(['', 'src/', 'src/constructs/', 'src/availability/'])('docs/architecture.md says what each folder of ./%s is for', (parent) => {
  const folders = foldersIn(parent);
  expect(folders.length).toBeGreaterThan(5);
  const named = page.split('\n## ').find((section) => section.startsWith('The folders')) ?? '';
  expect(folders.filter((folder) => !named.split(/[\s,]+/).includes(folder))).toEqual([]);
});
