/*
 * `npm run test:cluster [-- --kubernetes=VERSION] [jest's own arguments]`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readArguments } from './harness/arguments';

function main(): void {
  const rest = readArguments(process.argv.slice(2));
  const jest = require.resolve('jest/bin/jest');
  const child = spawn(process.execPath, [jest, '--config', join(__dirname, 'jest.config.js'), ...rest], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
