import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const home = process.env['ELASTICSEARCH_HOME'];
const NOBODY = 65534;
// A machine with other things to do takes a minute to start four of them.
const WAIT = 240_000;

/** A real Elasticsearch on an address of its own on this machine, whose volume can be lost. */
export class Node {
  readonly name: string;
  private readonly address: string;
  private readonly root = mkdtempSync(join(tmpdir(), 'nines-elasticsearch-'));
  private readonly readinessPort: number;
  private readonly further: Readonly<Record<string, string>>;
  private child: ChildProcess | undefined;

  constructor(index: number, further: Readonly<Record<string, string>> = {}) {
    this.further = further;
    this.name = `es-${index}`;
    this.address = `127.0.0.${11 + index}`;
    this.readinessPort = 19400 + index;
  }

  /**
   * Starts it.
   *
   * @param founding `cluster.initial_master_nodes`, where it may found a cluster
   * @throws where there is no Elasticsearch to start
   */
  start(founding?: readonly string[]): void {
    if (!home)
      throw new Error('set ELASTICSEARCH_HOME to an unpacked Elasticsearch, and ES_JAVA_HOME where it brings no Java: docs/decisions/0031');
    this.prepare(home);
    const settings = { ...this.settings(), ...(founding && { 'cluster.initial_master_nodes': founding.join(',') }) };
    this.child = spawn(
      join(home, 'bin/elasticsearch'),
      Object.entries(settings).map(([name, value]) => `-E${name}=${value}`),
      {
        env: { ...process.env, ES_PATH_CONF: join(this.root, 'config'), CLI_JAVA_OPTS: '', ES_TMPDIR: join(this.root, 'tmp') },
        stdio: 'ignore',
        // A group of its own, since its launcher has a child that must end as well.
        detached: true,
        ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
      },
    );
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = new Promise((done) => child.on('exit', done));
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  }

  loseVolume(): void {
    rmSync(join(this.root, 'data'), { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Whether it is part of a cluster with an elected master. */
  isMember(): Promise<boolean> {
    return new Promise((done) => {
      const socket = connect(this.readinessPort, '127.0.0.1');
      socket.on('connect', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
  }

  /** Waits until it is part of a cluster. @throws in time */
  async joins(): Promise<void> {
    for (const end = Date.now() + WAIT; Date.now() < end; await setTimeout(500)) if (await this.isMember()) return;
    throw new Error(`${this.name} is part of no cluster in time`);
  }

  /** Waits until it answers requests, in a cluster or not. @throws in time */
  async answers(): Promise<void> {
    for (const end = Date.now() + WAIT; Date.now() < end; await setTimeout(500)) {
      if (
        await fetch(`http://${this.address}:9200/`).then(
          () => true,
          () => false,
        )
      )
        return;
    }
    throw new Error(`${this.name} doesn't answer in time`);
  }

  /** The UUID of its cluster and how many nodes vote in it. */
  async cluster(): Promise<{ readonly uuid: string; readonly voters: number }> {
    const response = await fetch(`http://${this.address}:9200/_cluster/state/metadata`);
    const state = (await response.json()) as {
      cluster_uuid: string;
      metadata: { cluster_coordination: { last_committed_config: string[] } };
    };
    return { uuid: state.cluster_uuid, voters: state.metadata.cluster_coordination.last_committed_config.length };
  }

  /** Asks it, and gives its answer. */
  async send(method: string, path: string, body?: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`http://${this.address}:9200/${path}`, { method, headers, body: body && JSON.stringify(body) });
    return response.json();
  }

  private prepare(from: string): void {
    for (const folder of ['config', 'data', 'logs', 'tmp']) mkdirSync(join(this.root, folder), { recursive: true });
    cpSync(join(from, 'config'), join(this.root, 'config'), { recursive: true });
    writeFileSync(join(this.root, 'config/jvm.options.d/heap.options'), '-Xms256m\n-Xmx256m\n');
    if (process.getuid?.() !== 0) return;
    // The distribution's own files are for its owner and group alone.
    execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, this.root]);
  }

  private settings(): Record<string, string> {
    return {
      'cluster.name': 'nines',
      'node.name': this.name,
      'network.host': this.address,
      'http.port': '9200',
      'transport.port': '9300',
      'readiness.port': String(this.readinessPort),
      'discovery.seed_hosts': '127.0.0.11:9300,127.0.0.12:9300,127.0.0.13:9300',
      'path.data': join(this.root, 'data'),
      'path.logs': join(this.root, 'logs'),
      'xpack.security.enabled': 'false',
      'node.store.allow_mmap': 'false',
      ...this.further,
    };
  }
}
