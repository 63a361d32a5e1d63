import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

const BRIDGE = 'nines-es';
// Of the range for benchmarks, which nobody routes.
const SUBNET = '198.18.77';

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: 'pipe' });

/** A network namespace for each pod on a bridge of this machine, and name service by a file of hosts in each. It needs root. */
export class Network {
  readonly addresses: readonly string[];
  private readonly ready = new Set<string>();

  constructor(pods: number) {
    if (process.getuid?.() !== 0) throw new Error('each node has a network namespace of its own, and only root makes those');
    this.addresses = Array.from({ length: pods }, (_, index) => `${SUBNET}.${10 + index}`);
    ip('link', 'add', BRIDGE, 'type', 'bridge');
    ip('address', 'add', `${SUBNET}.1/24`, 'dev', BRIDGE);
    ip('link', 'set', BRIDGE, 'up');
    for (const [index, address] of this.addresses.entries()) this.addPod(index, address);
    this.publish();
  }

  /** The command that runs another one as a pod. */
  inside(index: number): string[] {
    return ['ip', 'netns', 'exec', `${BRIDGE}-${index}`];
  }

  /** A pod behind the Service for clients, or not any more. */
  setReady(address: string, isReady: boolean): void {
    if (isReady) this.ready.add(address);
    else this.ready.delete(address);
    this.publish();
  }

  /** Cuts a pod off: packets to it vanish, as when its machine has no power. */
  cut(index: number): void {
    ip('link', 'set', `${BRIDGE}-${index}`, 'down');
  }

  mend(index: number): void {
    ip('link', 'set', `${BRIDGE}-${index}`, 'up');
  }

  /** Sets a kernel parameter of a pod's network namespace. */
  set(index: number, parameter: string, value: number): void {
    const [program = '', ...words] = this.inside(index);
    execFileSync(program, [...words, 'sysctl', '-qw', `${parameter}=${value}`]);
  }

  remove(): void {
    for (const index of this.addresses.keys()) {
      ip('netns', 'delete', `${BRIDGE}-${index}`);
      rmSync(`/etc/netns/${BRIDGE}-${index}`, { recursive: true });
    }
    ip('link', 'delete', BRIDGE);
  }

  private addPod(index: number, address: string): void {
    const name = `${BRIDGE}-${index}`;
    mkdirSync(`/etc/netns/${name}`, { recursive: true });
    ip('netns', 'add', name);
    ip('link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    ip('link', 'set', name, 'master', BRIDGE, 'up');
    ip('-netns', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-netns', name, 'link', 'set', device, 'up');
  }

  /** The headless Service publishes every pod, the one for clients those that are ready. */
  private publish(): void {
    const nodes = this.addresses.map((address) => `${address} elasticsearch-nodes\n`);
    const clients = [...this.ready].map((address) => `${address} elasticsearch.shop.svc\n`);
    const hosts = ['127.0.0.1 localhost\n', ...nodes, ...clients].join('');
    for (const index of this.addresses.keys()) writeFileSync(`/etc/netns/${BRIDGE}-${index}/hosts`, hosts);
  }
}
