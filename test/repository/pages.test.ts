import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const pages = ['README.md', ...readdirSync(join(ROOT, 'docs')).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : []))];
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The files that a page shows whole: their names stand in a comment before the code. */
const shown = pages.flatMap((page) =>
  [...textOf(page).matchAll(/<!-- (\S+) -->\n```\w+\n(.*?)```\n/gs)].map(([, file = '', code = '']) => ({ page, file, code })),
);

test('the example of a topology is shown', () => {
  expect(shown.map(({ page, file }) => [page, file])).toContainEqual(['docs/topology.md', 'examples/topology.yaml']);
});

test.each(shown)('$page shows $file as it is', ({ file, code }) => {
  expect(code).toBe(textOf(file));
});
