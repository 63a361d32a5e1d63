import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Pod } from './pods';

const WORKER = Number(process.env['JEST_WORKER_ID'] ?? 1);
// Different for each run and each of its workers, so that no two on a machine meet. Names of links have 15 characters at most.
const RUN = process.env['NETWORK_NAME'] ?? runName(process.pid);
/** The name of this process' network. */
export const OWN_NETWORK = `${RUN}-${WORKER}`;
// Of the range for benchmarks, 198.18.0.0/15, which nobody routes.
const SUBNET = `198.18.${(4 * Number(/\d+$/.exec(RUN)) + WORKER) % 256}`;
const NAMESPACES = '/etc/netns';

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: 'pipe', encoding: 'utf8' });

/** What a pod's Services know of it. */
type PublishedPod = Pick<Pod, 'headless' | 'serves'>;

/** A network namespace for each pod on a bridge of this machine, and name service by a file of hosts in each. It needs root. */
export class Network {
  readonly addresses: readonly string[];
  private readonly pods: readonly PublishedPod[];
  private readonly ready = new Set<string>();

  constructor(pods: readonly PublishedPod[]) {
    if (process.getuid?.() !== 0) throw new Error('each node has a network namespace of its own, and only root makes those');
    this.pods = pods;
    this.addresses = pods.map((_, index) => `${SUBNET}.${10 + index}`);
    removeNetwork(OWN_NETWORK);
    ip('link', 'add', OWN_NETWORK, 'type', 'bridge');
    ip('address', 'add', `${SUBNET}.1/24`, 'dev', OWN_NETWORK);
    ip('link', 'set', OWN_NETWORK, 'up');
    for (const [index, address] of this.addresses.entries()) this.addPod(index, address);
    this.publish();
  }

  /** The command that runs another one as a pod. */
  inside(index: number): string[] {
    return ['ip', 'netns', 'exec', `${OWN_NETWORK}-${index}`];
  }

  /** A pod is ready, or not any more. */
  setReady(address: string, isReady: boolean): void {
    if (isReady) this.ready.add(address);
    else this.ready.delete(address);
    this.publish();
  }

  isReady(address: string): boolean {
    return this.ready.has(address);
  }

  /** The addresses behind the Service for clients. */
  endpoints(): string[] {
    return this.addresses.filter((address, index) => this.pods[index]?.serves && this.isReady(address));
  }

  /** Cuts a pod off: packets to it vanish, as when its machine has no power. */
  cut(index: number): void {
    ip('link', 'set', `${OWN_NETWORK}-${index}`, 'down');
  }

  mend(index: number): void {
    ip('link', 'set', `${OWN_NETWORK}-${index}`, 'up');
  }

  /** Sets a kernel parameter of a pod's network namespace. */
  set(index: number, parameter: string, value: number): void {
    const [program = '', ...words] = this.inside(index);
    execFileSync(program, [...words, 'sysctl', '-qw', `${parameter}=${value}`]);
  }

  remove(): void {
    removeNetwork(OWN_NETWORK);
  }

  private addPod(index: number, address: string): void {
    const name = `${OWN_NETWORK}-${index}`;
    mkdirSync(`${NAMESPACES}/${name}`, { recursive: true });
    ip('netns', 'add', name);
    ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', name, 'master', OWN_NETWORK, 'up');
    ip('-netns', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-netns', name, 'link', 'set', device, 'up');
  }

  /** A headless Service publishes every pod of its set, the one for clients those of its set that are ready. */
  private publish(): void {
    const nodes = this.pods.map(({ headless }, index) => `${this.addresses[index]} ${headless}\n`);
    const clients = this.endpoints().map((address) => `${address} elasticsearch.shop.svc\n`);
    const hosts = ['127.0.0.1 localhost\n', ...nodes, ...clients].join('');
    for (const index of this.addresses.keys()) writeFileSync(`${NAMESPACES}/${OWN_NETWORK}-${index}/hosts`, hosts);
  }
}

/** Removes whatever there is of a network, or of all of a run's, with the processes in it: also what a run that failed or was killed has left. */
export function removeNetwork(name: string): void {
  const pods = existsSync(NAMESPACES) ? readdirSync(NAMESPACES).filter((each) => each.startsWith(`${name}-`)) : [];
  const made = ip('netns', 'list').split(/\s+/);
  for (const pod of pods) {
    if (made.includes(pod)) {
      for (const pid of ip('netns', 'pids', pod).split('\n').filter(Boolean)) kill(Number(pid));
      ip('netns', 'delete', pod);
    }
    rmSync(`${NAMESPACES}/${pod}`, { recursive: true });
  }
  // The kernel removes a pod's with its peer, but only once the last process is gone.
  for (const link of readdirSync('/sys/class/net')) if (link === name || link.startsWith(`${name}-`)) removeLink(link);
}

function removeLink(name: string): void {
  if (!existsSync(`/sys/class/net/${name}`)) return;
  try {
    ip('link', 'delete', name);
  } catch (error) {
    if (existsSync(`/sys/class/net/${name}`)) throw error;
  }
}

/** The name of a run, which has its process. */
export function runName(pid: number): string {
  return `nes-${pid}`;
}

/** Removes the networks of runs that were killed before they could. */
export function removeAbandonedNetworks(): void {
  const names = new Set(
    (existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : []).flatMap((each) => /^(nes-\d+)-\d+-\d+$/.exec(each)?.[1] ?? []),
  );
  for (const name of names) if (!existsSync(`/proc/${name.slice('nes-'.length)}`)) removeNetwork(name);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
