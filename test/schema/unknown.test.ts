import { readFileSync } from 'node:fs';
import { unknown } from '../cluster/schema/unknown';

test('docs/schema.md has a line for each thing that the server refuses and nothing here looks for, and no other', () => {
  const [, table = ''] = readFileSync('docs/schema.md', 'utf8').split('| what | why not |\n|---|---|\n');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  expect(lines.map((line) => line.split(' | ')[0]?.slice(2))).toEqual(unknown.map(({ because }) => because));
});
