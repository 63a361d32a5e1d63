import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { find, standIns } from '../programs';
import type { Network } from './network';
import { productionEnvironment } from './production';

const scripts = resolve(__dirname, '../../../../src/constructs/elasticsearch');
const UID = '1000';
export const PASSWORD = 'a "quoted" \\ $password';
// A machine with other things to do takes minutes to start several of them.
const WAIT = 240_000;

/** What a node differs in from what the tests' application says of production. */
export type Changes = Readonly<Record<string, string | undefined>>;

/**
 * A real Elasticsearch, as far as it can be had without its image: started by start.sh and probed by ready.sh with the environment of
 * the tests' application in production, in a network namespace of its own, with TLS and the password. Its paths lie in a folder of its own.
 */
export class Node {
  readonly name: string;
  private readonly index: number;
  private readonly network: Network;
  private readonly certificates: string;
  private readonly root = mkdtempSync(join(tmpdir(), 'nines-elasticsearch-'));
  private readonly home = join(this.root, 'home');
  private readonly environment: Readonly<Record<string, string>>;
  private child: ChildProcess | undefined;

  constructor(index: number, network: Network, certificates: string, zone = `zone-${index}`) {
    this.name = `elasticsearch-${index}`;
    this.index = index;
    this.network = network;
    this.certificates = certificates;
    const pod = {
      'metadata.name': this.name,
      'spec.nodeName': `node-${index}`,
      'status.podIP': this.address,
      "metadata.labels['topology.kubernetes.io/zone']": zone,
    };
    const places = { '/usr/share/elasticsearch': this.home, '/run/nines': join(this.root, 'run'), '/mnt': this.root };
    this.environment = Object.fromEntries(
      Object.entries(productionEnvironment(pod)).map(([name, value]) => {
        const place = Object.entries(places).find(([path]) => value.startsWith(`${path}/`) || value === path);
        return [name, place ? value.replace(...place) : value];
      }),
    );
    this.prepare();
  }

  /** Starts it by start.sh. */
  start(changes: Changes = {}): void {
    const log = openSync(join(this.root, 'log'), 'a');
    const [program = '', ...words] = this.inPod('sh', join(scripts, 'start.sh'));
    // A group of its own, since its launcher has a child that must end as well.
    this.child = spawn(program, words, { env: this.variables(changes), stdio: ['ignore', log, log], detached: true });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.network.setReady(this.address, false);
    if (child?.pid === undefined || child.exitCode !== null) return;
    const ended = new Promise((done) => child.on('exit', done));
    process.kill(-child.pid, signal);
    await ended;
  }

  loseVolume(): void {
    rmSync(join(this.home, 'data'), { recursive: true, force: true });
    this.folder('home/data');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** All that it has said. */
  get log(): string {
    return readFileSync(join(this.root, 'log'), 'utf8');
  }

  /** Runs ready.sh once, and puts it behind the Service or takes it away, as Kubernetes does. */
  probe(): Promise<{ readonly ready: boolean; readonly output: string }> {
    const [program = '', ...words] = this.inPod('sh', join(scripts, 'ready.sh'));
    return new Promise((done) =>
      execFile(program, words, { env: this.variables() }, (error, stdout) => {
        this.network.setReady(this.address, !error);
        done({ ready: !error, output: stdout.trim() });
      }),
    );
  }

  /** Whether it is part of a cluster with an elected master. */
  isMember(): Promise<boolean> {
    return new Promise((done) => {
      const socket = connect(9400, this.address);
      socket.on('connect', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
  }

  /** Waits until it is part of a cluster. */
  joins(): Promise<void> {
    return this.until('is part of no cluster', () => this.isMember());
  }

  /** Waits until it answers requests, in a cluster or not. */
  answers(): Promise<void> {
    return this.until('answers nothing', () =>
      this.send('GET', '').then(
        () => true,
        () => false,
      ),
    );
  }

  /** Waits until ready.sh says yes. */
  becomesReady(): Promise<void> {
    return this.until('is not ready', async () => (await this.probe()).ready);
  }

  /** The UUID of its cluster and how many nodes vote in it. */
  async cluster(): Promise<{ readonly uuid: string; readonly voters: number }> {
    const state = (await this.send('GET', '_cluster/state/metadata')) as {
      cluster_uuid: string;
      metadata: { cluster_coordination: { last_committed_config: string[] } };
    };
    return { uuid: state.cluster_uuid, voters: state.metadata.cluster_coordination.last_committed_config.length };
  }

  /** Asks it over TLS with the password, and gives its answer. */
  send(method: string, path: string, body?: object): Promise<unknown> {
    const options = {
      host: this.address,
      servername: 'elasticsearch.shop.svc',
      port: 9200,
      path: `/${path}`,
      method,
      auth: `elastic:${PASSWORD}`,
      ca: readFileSync(join(this.certificates, 'ca.crt')),
      headers: { 'content-type': 'application/json' },
      agent: false,
    };
    return new Promise((done, fail) => {
      const sent = request(options, (response) => {
        const chunks: string[] = [];
        response.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
        // Some requests, such as voting_config_exclusions, have an empty response.
        response.on('end', () => done(chunks.length > 0 ? JSON.parse(chunks.join('')) : undefined));
      });
      sent.on('error', fail).end(body && JSON.stringify(body));
    });
  }

  get address(): string {
    return this.network.addresses[this.index] as string;
  }

  private inPod(...command: string[]): string[] {
    return [...this.network.inside(this.index), 'setpriv', '--reuid', UID, '--regid', UID, '--clear-groups', ...command];
  }

  private variables(changes: Changes = {}): Record<string, string | undefined> {
    const { PATH, ES_JAVA_HOME } = process.env;
    return {
      PATH: [join(this.home, 'bin'), PATH, ...(find('nc') ? [] : [join(this.root, 'stand-ins')])].join(delimiter),
      ES_JAVA_HOME,
      ES_JAVA_OPTS: '-Xms256m -Xmx256m',
      ES_TMPDIR: join(this.root, 'tmp'),
      ENTRYPOINT: join(__dirname, 'entrypoint'),
      PEER_WAIT: '5',
      ...this.environment,
      ...changes,
    };
  }

  private async until(problem: string, condition: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + WAIT; Date.now() < end; await setTimeout(1000)) if (await condition()) return;
    throw new Error(`${this.name} ${problem} after ${WAIT / 1000} seconds: ${this.log.split('\n').slice(-20).join('\n')}`);
  }

  private folder(name: string): void {
    mkdirSync(join(this.root, name), { recursive: true });
    execFileSync('chown', ['-R', `${UID}:${UID}`, join(this.root, name)]);
  }

  /** The distribution as the image has it, and what an init container and the volumes bring. */
  private prepare(): void {
    const distribution = process.env['ELASTICSEARCH_HOME'];
    if (!distribution || !existsSync(distribution))
      throw new Error('set ELASTICSEARCH_HOME to an unpacked Elasticsearch, and ES_JAVA_HOME where it brings no Java: docs/decisions/0031');
    for (const folder of ['home/data', 'home/logs', 'home/plugins', 'run', 'tmp', 'password']) this.folder(folder);
    for (const shared of ['lib', 'modules', 'jdk']) {
      if (existsSync(join(distribution, shared))) symlinkSync(join(distribution, shared), join(this.home, shared));
    }
    for (const own of ['bin', 'config']) cpSync(join(distribution, own), join(this.home, own), { recursive: true });
    // The image's distribution is one of the type docker, which reads ES_SETTING_*.
    const script = join(this.home, 'bin/elasticsearch-env');
    writeFileSync(script, readFileSync(script, 'utf8').replace(/^ES_DISTRIBUTION_TYPE=.*$/m, 'ES_DISTRIBUTION_TYPE=docker'));
    cpSync(this.certificates, join(this.home, 'config/certs'), { recursive: true });
    writeFileSync(join(this.root, 'password/password'), PASSWORD);
    mkdirSync(join(this.root, 'stand-ins'));
    symlinkSync(join(standIns, 'nc'), join(this.root, 'stand-ins/nc'));
    execFileSync('chown', ['-R', '-h', `${UID}:${UID}`, this.root]);
  }
}
