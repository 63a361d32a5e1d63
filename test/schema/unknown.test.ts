import { readFileSync } from 'node:fs';
import { unknown } from '../cluster/schema/unknown';

test('docs/schema.md lists exactly what the API server rejects and nothing here checks', () => {
  const [, table = ''] = readFileSync('docs/schema.md', 'utf8').split('| what | why not |\n|---|---|\n');
  const lines = table.split('\n').filter((line) => line.startsWith('| '));
  expect(lines.map((line) => line.split(' | ')[0]?.slice(2))).toEqual(unknown.map(({ because }) => because));
});
