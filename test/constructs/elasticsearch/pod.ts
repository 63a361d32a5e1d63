import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { sampled } from '../../budget';
import { freePort, type Peer } from './peer';
import { curls, netcats, shells, standIns } from './programs';

const scripts = resolve(__dirname, '../../../src/constructs/elasticsearch');

/** What a script said and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Programs to use in place of the first that is found. */
export interface Programs {
  readonly nc?: string;
  readonly curl?: string;
}

/** What a script sees of its pod: a volume, private files, addresses that DNS gives, peers, and the tools that it finds first. */
export class Pod {
  readonly root = mkdtempSync(join(tmpdir(), 'nines-pod-'));
  readonly data = join(this.root, 'data');
  readonly config = join(this.root, 'config');
  readonly private = join(this.root, 'private');
  readonly readinessPort: number;
  private readonly shell: readonly string[];
  private readonly peers: Peer[] = [];

  constructor(shell: readonly string[], readinessPort: number, programs: Programs = {}) {
    this.shell = shell;
    this.readinessPort = readinessPort;
    for (const folder of [this.data, this.config, this.private, join(this.root, 'bin')]) mkdirSync(folder);
    const { nc = netcats[0], curl = curls[0] } = programs;
    for (const [name, path] of Object.entries({
      nc,
      curl,
      getent: join(standIns, 'getent'),
      'elasticsearch-keystore': join(standIns, 'elasticsearch-keystore'),
    })) {
      symlinkSync(path ?? '', join(this.root, 'bin', name));
    }
  }

  run(script: string, environment: Record<string, string>): Promise<Outcome> {
    const [program = 'sh', ...options] = this.shell;
    const { PATH } = process.env;
    const child = spawn(program, [...options, join(scripts, script)], {
      env: {
        PATH: [join(this.root, 'bin'), PATH].join(delimiter),
        ADDRESSES: join(this.root, 'addresses'),
        DATA_PATH: this.data,
        CONFIG_PATH: this.config,
        PRIVATE_PATH: this.private,
        READINESS_PORT: String(this.readinessPort),
        ENTRYPOINT: join(standIns, 'entrypoint'),
        ...environment,
      },
    });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    return new Promise((done) => child.on('close', (code) => done({ code, output: chunks.join('') })));
  }

  /** From now on DNS answers with these addresses. */
  resolve(...addresses: readonly string[]): void {
    writeFileSync(join(this.root, 'addresses'), addresses.map((address) => `${address}\n`).join(''));
  }

  /** A listener that belongs to this pod's surroundings. */
  async listen(peer: Promise<Peer>): Promise<void> {
    this.peers.push(await peer);
  }

  async remove(): Promise<void> {
    await Promise.all(this.peers.map((peer) => peer.stop()));
    rmSync(this.root, { recursive: true });
  }
}

/** Runs a trial with a pod of its own. */
export async function withPod(trial: (pod: Pod) => Promise<void>, shell: readonly string[] = ['sh'], programs?: Programs): Promise<void> {
  const pod = new Pod(shell, await freePort(), programs);
  try {
    await trial(pod);
  } catch (error) {
    if (error instanceof Error) error.message = `under ${shell.join(' ')}: ${error.message}`;
    throw error;
  } finally {
    await pod.remove();
  }
}

/** Runs a trial under every shell of this machine, all at the same time, since most of it is waiting; in a sample under one, another one in the next test. */
export async function underEveryShell(trial: (pod: Pod) => Promise<void>): Promise<void> {
  const { currentConcurrentTestName, currentTestName } = expect.getState();
  const next = shellOf(currentConcurrentTestName?.() ?? currentTestName ?? '');
  await Promise.all(sampled([next], shells).map((shell) => withPod(trial, shell)));
}

/** The same one for the same test, whichever tests run. */
function shellOf(test: string): readonly string[] {
  const sum = [...test].reduce((so, letter) => so + letter.charCodeAt(0), 0);
  return shells[sum % shells.length] ?? ['sh'];
}
