import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What git answers about a file: `set`, `unset`, `false` or `unspecified`. */
function attribute(name: string, file: string): string {
  const answer = execFileSync('git', ['check-attr', name, '--', file], { cwd: ROOT, encoding: 'utf8' });
  return answer.trim().split(': ').at(-1) ?? '';
}

test.each([
  ['__snapshots__/main.test.ts.snap', 'set', 'unset'],
  ['package-lock.json', 'set', 'unset'],
  ['src/schema/data/kubernetes-1.36.json', 'set', 'unset'],
  ['docs/rules.md', 'set', 'unspecified'],
  ['docs/rules/known-field.md', 'set', 'unspecified'],
  ['dist/production/30-backend.yaml', 'false', 'unspecified'],
  ['lib/backend.ts', 'unspecified', 'unspecified'],
])('a reviewer reads a change once, in dist/: %s', (file, generated, diff) => {
  expect([attribute('linguist-generated', file), attribute('diff', file)]).toEqual([generated, diff]);
});
