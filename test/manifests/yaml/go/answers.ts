import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answer } from '../agreement';

const program = join(__dirname, '../../../../build/yaml/read');

/** What sigs.k8s.io/yaml makes of some texts: the program beside this file, built by Go 1.26 or newer. */
export function answersOf(texts: readonly string[]): readonly Answer[] {
  execFileSync('go', ['build', '-trimpath', '-o', program, '.'], {
    cwd: __dirname,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  const input = texts.map((yaml) => JSON.stringify({ yaml })).join('\n');
  const lines = execFileSync(program, { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
    .trimEnd()
    .split('\n');
  return lines.map((line, index) => ({ yaml: texts[index] as string, ...JSON.parse(line) }));
}
