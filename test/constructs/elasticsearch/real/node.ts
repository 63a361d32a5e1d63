import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { find } from '../programs';
import type { Version } from './distribution/versions';
import type { Network } from './network';
import { PASSWORD, Place } from './place';
import type { Pod } from './pods';

// Only what never happens ends here: a machine with other things to do takes minutes to start several of them.
const WAIT = 15 * 60_000;

/** What a node differs in from what its manifest says. */
export type Changes = Readonly<Record<string, string | undefined>>;

// Starting takes most of a run's processor time: the quick compiler halves it, and classes taken as valid and a simpler collector save a sixth of the rest. A
// bootstrap check refuses the simplest one.
const QUICK_START = '-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote';

// The ports that the manifests give it.
const TRANSPORT = 9300;
const READINESS = 9400;

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/**
 * A real Elasticsearch, as far as it can be had without its image: started by start.sh and probed by ready.sh with the environment of a pod of the manifests, in a
 * network namespace of its own, with TLS and the password. Its paths lie in a folder of its own.
 */
export class Node {
  readonly name: string;
  readonly place: Place;
  private readonly index: number;
  private readonly network: Network;
  private readonly certificates: string;
  private readonly environment: Readonly<Record<string, string>>;
  private changes: Changes = {};
  private version: Version;
  private child: ChildProcess | undefined;
  private isRemoved = false;

  /** @param index its place in the network */
  constructor(pod: Pod, index: number, network: Network, certificates: string, version: Version) {
    this.name = pod.name;
    this.index = index;
    this.network = network;
    this.certificates = certificates;
    this.version = version;
    this.place = new Place(certificates, pod);
    const variables = pod.variables({
      'spec.nodeName': `node-${index}`,
      'status.podIP': this.address,
      "metadata.labels['topology.kubernetes.io/zone']": pod.zone,
    });
    this.environment = {
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, this.place.translate(value)])),
      // All nodes share this machine's disk, and how full it is says nothing about them.
      ES_SETTING_CLUSTER_ROUTING_ALLOCATION_DISK_THRESHOLD__ENABLED: 'false',
    };
  }

  get address(): string {
    return this.network.addresses[this.index] as string;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** All that it has said. */
  get log(): string {
    return existsSync(this.place.path('log')) ? readFileSync(this.place.path('log'), 'utf8') : '';
  }

  /** What it had said before its last start. */
  earlierLog = '';

  /** Starts it by start.sh in a new container, with another version if one is given. */
  start(changes: Changes = {}, version = this.version): void {
    this.version = version;
    this.changes = changes;
    this.place.install(version);
    this.earlierLog = this.log;
    const log = openSync(this.place.path('log'), 'a');
    // stop.sh writes there as well, and isn't root.
    this.place.own();
    const [program = '', ...words] = this.inPod('sh', join(this.place.scripts, 'start.sh'));
    // A group of its own, since its launcher has a child that must end as well.
    this.child = spawn(program, words, { env: this.variables(), stdio: ['ignore', log, log], detached: true });
  }

  /** Runs start.sh with another end than Elasticsearch, in a new container. */
  runStart(changes: Changes): Promise<Ended> {
    this.place.install(this.version);
    this.changes = changes;
    return this.run('sh', join(this.place.scripts, 'start.sh'));
  }

  /** What the kubelet does first with a pod that is to end: it stops being an endpoint, and stop.sh runs. */
  preStop(): Promise<Ended> {
    this.network.setReady(this.address, false);
    return this.run('sh', join(this.place.scripts, 'stop.sh'));
  }

  /** Ends it: with SIGKILL as when its machine dies, else as the kubelet does once the hook is through. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.network.setReady(this.address, false);
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.on('exit', done));
    process.kill(-child.pid, signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    this.isRemoved = true;
    this.place.remove();
  }

  /** Runs ready.sh once, and puts it behind the Service or takes it away, as Kubernetes does. */
  async probe(): Promise<{ readonly ready: boolean; readonly output: string }> {
    // The kubelet runs it only once the startup probe has succeeded; before, start.sh writes the files that ready.sh keeps up to date.
    if (!(await this.accepts(TRANSPORT))) return { ready: false, output: 'not started' };
    const { code, output } = await this.run('sh', join(this.place.scripts, 'ready.sh'));
    this.network.setReady(this.address, code === 0);
    return { ready: code === 0, output };
  }

  /** How to run a program in its container: before the program's own words. */
  command(): { readonly program: string; readonly words: readonly string[]; readonly env: Record<string, string | undefined> } {
    const [program = '', ...words] = this.inPod();
    return { program, words, env: this.variables() };
  }

  /** Runs a program in its container. */
  run(...command: string[]): Promise<Ended> {
    const [program = '', ...words] = this.inPod(...command);
    return new Promise((done) =>
      execFile(program, words, { env: this.variables(), encoding: 'latin1' }, (error, stdout, stderr) =>
        done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${error ? stderr : ''}`.trim() }),
      ),
    );
  }

  /** Whether it is part of a cluster with an elected master. */
  isMember(): Promise<boolean> {
    return this.accepts(READINESS);
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

  /** Waits until it says something after what it had said before. */
  says(text: string | RegExp, before = ''): Promise<void> {
    return this.until(`doesn't say ${text}`, async () => new RegExp(text).test(this.log.slice(before.length)));
  }

  /** Waits until it says that it knows those nodes since its last start, and that they have elected no master. */
  knowsWithoutMaster(...others: readonly Node[]): Promise<void> {
    const all = others.map(({ name }) => `(?=[^\\]]*\\{${name}\\})`).join('');
    return this.says(new RegExp(`master not discovered.*have discovered \\[${all}`), this.earlierLog);
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

  /** Asks it over TLS, as the superuser if nobody else is named, and gives its answer. */
  send(method: string, path: string, body?: object, auth = `elastic:${PASSWORD}`): Promise<unknown> {
    const options = {
      host: this.address,
      servername: 'elasticsearch.shop.svc',
      port: 9200,
      path: `/${path}`,
      method,
      auth,
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

  /** Waits until something holds. @throws with the end of its log if it takes too long, or once it has ended */
  async until(problem: string, condition: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + WAIT; Date.now() < end; await setTimeout(500)) {
      // What it said before its end is in the log by then. A test that failed waits for nothing of what it has removed.
      const hasEnded = this.isRemoved || (this.child !== undefined && !this.isRunning);
      if (await condition()) return;
      if (hasEnded) break;
    }
    const said = this.log.split('\n').filter((line) => !/^\s+at /.test(line));
    throw new Error(`${this.name} ${problem}: ${said.slice(-30).join('\n')}`);
  }

  private accepts(port: number): Promise<boolean> {
    return new Promise((done) => {
      const socket = connect(port, this.address);
      socket.on('connect', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.destroy());
    });
  }

  private inPod(...command: string[]): string[] {
    return [...this.network.inside(this.index), ...this.place.asUser(...command)];
  }

  private variables(): Record<string, string | undefined> {
    const { PATH, ES_JAVA_HOME, OPEN_FILES_LIBRARY } = process.env;
    return {
      PATH: [join(this.place.home, 'bin'), PATH, ...(find('nc') ? [] : [this.place.path('stand-ins')])].join(delimiter),
      ES_JAVA_HOME,
      ES_JAVA_OPTS: `-Xms256m -Xmx256m ${QUICK_START} -XX:-UseG1GC -XX:+UseParallelGC -XX:ParallelGCThreads=1`,
      CLI_JAVA_OPTS: `${QUICK_START} -XX:+UseSerialGC`,
      ES_TMPDIR: this.place.path('tmp'),
      ...(OPEN_FILES_LIBRARY && { LD_PRELOAD: OPEN_FILES_LIBRARY }),
      ENTRYPOINT: this.place.path('entrypoint'),
      LOG_FILE: this.place.path('log'),
      PEER_WAIT: '5',
      // The machine's disk may be fuller than a node's own would be.
      ES_SETTING_CLUSTER_ROUTING_ALLOCATION_DISK_THRESHOLD__ENABLED: 'false',
      ...this.environment,
      // This machine isn't a prepared node: its vm.max_map_count may be too low for the bootstrap check.
      ES_SETTING_NODE_STORE_ALLOW__MMAP: 'false',
      ...this.changes,
    };
  }
}
