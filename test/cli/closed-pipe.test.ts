import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { command } from './run';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

test.each([
  [['rules'], 0],
  [['nonsense'], 2],
])('%j ends quietly when nobody reads its output', async (args, expected) => {
  const child = spawn(process.execPath, [command(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors: string[] = [];
  child.stderr.on('data', (chunk) => errors.push(String(chunk)));
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  expect(errors.join('')).not.toContain('EPIPE');
  expect(code).toBe(expected);
});
