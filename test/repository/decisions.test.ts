import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../docs/decisions');
const pages = readdirSync(FOLDER).filter((file) => /^\d/.test(file));
const textOf = (page: string) => readFileSync(join(FOLDER, page), 'utf8');

test.each(pages)('%s has its number, a status and a date', (page) => {
  const [title, , status] = textOf(page).split('\n');
  expect(title).toMatch(new RegExp(`^# ${Number(page.slice(0, 4))}\\. \\S`));
  expect(status).toMatch(/^Status: (accepted|replaced by \[decision \d+\]\([\w-]+\.md\)), \d{4}-\d\d-\d\d$/);
});

test('the index has each decision by its title, in the order of their numbers', () => {
  const rows = pages.map((page) => {
    const [, number, title] = /^# (\d+)\. (.*)\n/.exec(textOf(page)) ?? [];
    return `| ${number} | [${title}](${page}) |`;
  });
  expect(textOf('README.md').split('\n').slice(6)).toEqual([...rows, '']);
});
