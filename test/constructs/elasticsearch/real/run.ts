/*
 * `npm run test:elasticsearch [-- short | long] [jest's own arguments]`: with nothing, all that must hold; `short`, what is worth four minutes with each change;
 * `long`, the experiments behind decisions as well.
 */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { provideHome } from './distribution/home';
import { findJava } from './distribution/java';
import { VERSIONS } from './distribution/versions';
import { removeNetwork } from './network';
import { openFiles } from './open-files';

const FORMS: Readonly<Record<string, readonly string[]>> = {
  short: ['short/'],
  long: ['short/', 'all/', 'long/'],
};
const [first = '', ...rest] = process.argv.slice(2);
const words = FORMS[first] ? [...FORMS[first], ...rest] : process.argv.length > 2 ? [first, ...rest] : ['short/', 'all/'];

// Jest's tests may leave, or be killed with, nodes and networks: this process removes them in any case.
const network = `nes-${process.pid}`;
const temporary = mkdtempSync(join(tmpdir(), 'nines-elasticsearch-'));
// Nodes aren't root, and this checkout may be where only root can read.
chmodSync(temporary, 0o755);
const homes = join(temporary, 'homes');
function clean(): void {
  removeNetwork(network);
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

/** A copy that nodes can read. */
function provide(file: string): string {
  const copy = join(temporary, basename(file));
  cpSync(file, copy);
  return copy;
}

if (process.getuid?.() !== 0) throw new Error('npm run test:elasticsearch needs root: each node has a network namespace of its own');
for (const version of VERSIONS) cpSync(provideHome(version), join(homes, version), { recursive: true });
const { command, library } = openFiles();
const [program = '', ...options] = [
  ...command,
  process.execPath,
  require.resolve('jest/bin/jest'),
  '--config',
  join(__dirname, 'jest.config.js'),
  ...words,
];
const tests = spawn(program, options, {
  stdio: 'inherit',
  detached: true,
  env: {
    ...process.env,
    ES_JAVA_HOME: findJava(),
    ELASTICSEARCH_HOMES: homes,
    NETWORK_NAME: network,
    TMPDIR: temporary,
    ...(library && { OPEN_FILES_LIBRARY: provide(library) }),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.kill(-(tests.pid as number), 'SIGKILL');
    clean();
    process.exit(128 + constants.signals[signal]);
  });
}
tests.on('close', (code) => {
  clean();
  process.exitCode = code ?? 1;
});
