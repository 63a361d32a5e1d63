import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerPicture } from '../../tools/picture/answer';
import { terminal } from '../../tools/picture/terminal';
import { command } from '../cli/run';

test('docs/answer.svg shows what the command prints now: `npm run picture` draws it', async () => {
  expect(readFileSync(join(__dirname, '../../docs/answer.svg'), 'utf8')).toBe(await answerPicture(command()));
});

test('long lines are wrapped and keep their indentation, and nothing becomes markup', () => {
  const svg = terminal('run <it>', `  ${'word '.repeat(30)}&`);
  expect(svg).toContain('<title>run &lt;it&gt;</title>');
  const lines = [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, line]) => line as string);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^ {2}word/);
  expect(lines[2]).toMatch(/^ {4}word.*&amp;$/);
});
