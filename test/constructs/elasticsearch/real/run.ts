/*
 * `npm run test:elasticsearch [-- short | long] [jest's own arguments]`: with nothing, all that must hold; `short`, what is worth four minutes with each change;
 * `long`, the experiments behind decisions as well. `npm run measure:elasticsearch -- kill:5 ...` measures what failures cost.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { provideHome } from './distribution/home';
import { findJava } from './distribution/java';
import { VERSIONS } from './distribution/versions';
import { removeAbandonedNetworks, removeNetwork, runName } from './network';
import { openFiles } from './open-files';

const FORMS: Readonly<Record<string, readonly string[]>> = {
  short: ['short/'],
  long: ['short/', 'all/', 'long/'],
};

/** What Node.js runs: jest with the tests of a form, or the measurements. */
function program([first = '', ...rest]: readonly string[]): string[] {
  if (first === 'measure') return ['--require', 'ts-node/register', join(__dirname, 'failover/measure.ts'), ...rest];
  const named = first === '' ? ['short/', 'all/'] : [first];
  const tests = [...(FORMS[first] ?? named), ...rest];
  return [require.resolve('jest/bin/jest'), '--config', join(__dirname, 'jest.config.js'), ...tests];
}

/** Runs it with what it needs, and in any case removes what it leaves: nodes, networks, and files. */
function run(): void {
  removeAbandonedNetworks();
  const network = runName(process.pid);
  const temporary = mkdtempSync(join(tmpdir(), 'nines-elasticsearch-'));
  const clean = () => {
    removeNetwork(network);
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const child = start(network, temporary);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        process.kill(-(child.pid as number), 'SIGKILL');
        clean();
        process.exit(128 + constants.signals[signal]);
      });
    }
    child.on('close', (code) => {
      clean();
      process.exitCode = code ?? 1;
    });
  } catch (error) {
    clean();
    throw error;
  }
}

function start(network: string, temporary: string): ChildProcess {
  // Nodes aren't root, and this checkout may be where only root can read.
  chmodSync(temporary, 0o755);
  const provide = (from: string, to: string) => {
    cpSync(from, join(temporary, to), { recursive: true });
    return join(temporary, to);
  };
  const java = findJava();
  for (const version of VERSIONS) provide(provideHome(version), `homes/${version}`);
  const { command, library } = openFiles();
  const [first = '', ...words] = [...command, process.execPath, ...program(process.argv.slice(2))];
  return spawn(first, words, {
    stdio: 'inherit',
    detached: true,
    env: {
      ...process.env,
      ES_JAVA_HOME: java,
      ELASTICSEARCH_HOMES: join(temporary, 'homes'),
      NETWORK_NAME: network,
      TMPDIR: temporary,
      ...(library && { OPEN_FILES_LIBRARY: provide(library, basename(library)) }),
    },
  });
}

// Only root makes network namespaces, one for each node.
if (process.getuid?.() === 0) run();
else
  process.exitCode =
    spawnSync('sudo', ['--preserve-env', process.execPath, ...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' }).status ??
    1;
