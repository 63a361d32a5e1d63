import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ProcessEnvironment = require('../../tools/jest/environment') as new () => { teardown(): Promise<void> };

test('what a suite changes of the process, and leaves in the folder for temporary files, is gone at its end', async () => {
  const before = { folder: process.cwd(), temporary: tmpdir(), variables: { ...process.env }, console: globalThis.console };
  const environment = new ProcessEnvironment();
  const left = mkdtempSync(join(tmpdir(), 'left-'));
  expect(left.startsWith(before.temporary)).toBe(true);
  process.chdir(left);
  process.env['LEFT'] = 'yes';
  delete process.env['PATH'];
  globalThis.console = { ...console };
  await environment.teardown();
  expect({ folder: process.cwd(), temporary: tmpdir(), variables: { ...process.env }, console: globalThis.console }).toEqual(before);
  expect(existsSync(left)).toBe(false);
});
