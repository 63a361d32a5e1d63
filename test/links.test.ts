import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
const FOLDERS = 'bench|bin|docs|environments|examples|lib|src|test|tools';

/** What a page says is there: where its links lead, from its own folder, and the paths between backticks, from the root. */
function pathsIn(text: string): { readonly links: readonly string[]; readonly named: readonly string[] } {
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
  const named = [...text.matchAll(new RegExp(`\`((?:${FOLDERS})/[-\\w./]*)\``, 'g'))].map(([, path]) => path as string);
  return { links: links.filter((link) => !/^[a-z]+:/.test(link)), named };
}

test.each(pages)('%s names no file that is missing', (page) => {
  const { links, named } = pathsIn(readFileSync(join(ROOT, page), 'utf8'));
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  // The history tells of files that are gone.
  expect(page === 'CHANGELOG.md' ? [] : named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('links and paths are seen, the web and anchors are not', () => {
  const text = '[a](lib/a.ts) [b](../b.md#part) [c](https://c.example) [d](#part) `src/gone.ts` `src/<folder>` `npm test`';
  expect(pathsIn(text)).toEqual({ links: ['lib/a.ts', '../b.md'], named: ['src/gone.ts'] });
});
