import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

const bin = join(__dirname, '../../bin/nines.js');

test.each([
  [['rules'], 0],
  [['nonsense'], 2],
])('%j ends quietly when nobody reads its output', async (args, expected) => {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  expect(errors.join('')).not.toContain('EPIPE');
  expect(code).toBe(expected);
});
