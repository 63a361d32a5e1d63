import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const withoutPython = mkdtempSync(join(tmpdir(), 'nines-no-python-'));
beforeAll(() => {
  for (const program of ['bash', 'dirname']) {
    const path = execFileSync('bash', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    symlinkSync(path, join(withoutPython, program));
  }
});
afterAll(() => rmSync(withoutPython, { recursive: true }));

test.each([
  ['passes on a machine of somebody', {}, 0],
  ['fails in continuous integration', { CI: 'true' }, 1],
])('without Python the comparison reports that it is skipped, and %s', (_, env, code) => {
  const { status, stderr } = spawnSync('bash', [join(__dirname, 'run')], { env: { PATH: withoutPython, ...env }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([code, 'oracle: there is no python3 here, so no figure is compared with the decision diagram\n']);
});
