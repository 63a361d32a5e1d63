import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
const FOLDERS = 'bench|bin|docs|examples|src|create|test|tools';
/** The application: whoever adopts the repository deletes an environment or a file of `lib/` without touching the pages. */
const APPLICATION = /^(environments|lib|dist)\//;

/** The paths that a page refers to: its links, relative to the page, and paths in backticks, relative to the root. */
function pathsIn(text: string): { readonly links: readonly string[]; readonly named: readonly string[] } {
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
  const named = [...text.matchAll(new RegExp(`\`((?:${FOLDERS})/[-\\w./]*)\``, 'g'))].map(([, path]) => path as string);
  return { links: links.filter((link) => !/^[a-z]+:/.test(link)), named };
}

test.each(pages)('%s refers to files that exist', (page) => {
  const { links, named } = pathsIn(readFileSync(join(ROOT, page), 'utf8'));
  const linked = links.map((link) => relative(ROOT, join(ROOT, dirname(page), link)));
  expect(linked.filter((path) => !APPLICATION.test(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  // The changelog may name deleted files.
  expect(page === 'CHANGELOG.md' ? [] : named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(text: string): string[] {
  const headings = text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(pages)('%s refers to headings that exist', (page) => {
  const links = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\(([^)#:\s]*)#([^)\s]+)\)/g)];
  const missing = links.filter(([, link = '', anchor = '']) => {
    const target = link === '' ? page : relative(ROOT, join(ROOT, dirname(page), link));
    return (
      target.endsWith('.md') && existsSync(join(ROOT, target)) && !anchorsOf(readFileSync(join(ROOT, target), 'utf8')).includes(anchor)
    );
  });
  expect(missing.map(([link]) => link)).toEqual([]);
});

test('links and paths are recognized, web addresses and anchors are not', () => {
  const text = '[a](lib/a.ts) [b](../b.md#part) [c](https://c.example) [d](#part) `src/gone.ts` `src/<folder>` `npm test`';
  expect(pathsIn(text)).toEqual({ links: ['lib/a.ts', '../b.md'], named: ['src/gone.ts'] });
});
