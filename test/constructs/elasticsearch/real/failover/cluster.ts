import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { issueCertificates } from '../certificates';
import { Network } from '../network';
import { type Changes, Node, PASSWORD } from '../node';
import type { Target } from './traffic';

const SIZE = 3;

/** Three real nodes with an index of three shards, each with a replica. */
export class Cluster {
  readonly nodes: readonly Node[];
  private readonly network = new Network(SIZE);
  private readonly certificates = issueCertificates();

  constructor() {
    this.nodes = Array.from({ length: SIZE }, (_, index) => new Node(index, this.network, this.certificates));
  }

  async start(changes: Changes): Promise<void> {
    for (const node of this.nodes) node.start(changes);
    for (const node of this.nodes) await node.joins();
  }

  async createIndex(): Promise<void> {
    await this.first.send('PUT', 'shop', { settings: { number_of_shards: SIZE, number_of_replicas: 1 } });
    await this.green();
  }

  /** Waits until every shard has all its copies. */
  async green(): Promise<void> {
    for (const node of this.nodes) await node.joins();
    for (let status = ''; status !== 'green'; await setTimeout(1000)) {
      const health = await this.first.send('GET', `_cluster/health?wait_for_status=green&wait_for_nodes=${SIZE}&timeout=30s`);
      status = (health as { status: string; timed_out: boolean }).timed_out ? '' : (health as { status: string }).status;
    }
  }

  /** The elected master, and its place. */
  async master(): Promise<{ readonly index: number; readonly node: Node }> {
    const [master] = (await this.first.send('GET', '_cat/master?format=json')) as { node: string }[];
    const index = this.nodes.findIndex(({ name }) => name === master?.node);
    return { index, node: this.nodes[index] as Node };
  }

  /** How often TCP in the pods repeats a packet before it gives the connection up. */
  setRetries(retries: number): void {
    for (const index of this.nodes.keys()) this.network.set(index, 'net.ipv4.tcp_retries2', retries);
  }

  /** A node without power: nothing of it answers any more, not even with a reset. */
  async lose(index: number): Promise<void> {
    this.network.cut(index);
    await this.nodes[index]?.stop('SIGKILL');
  }

  restore(index: number, changes: Changes): void {
    this.network.mend(index);
    this.nodes[index]?.start(changes);
  }

  /** The nodes but one, as a client sees them. */
  targetWithout(index: number): Target {
    const addresses = this.nodes.filter((_, each) => each !== index).map(({ address }) => address);
    return { addresses, ca: readFileSync(join(this.certificates, 'ca.crt'), 'utf8'), auth: `elastic:${PASSWORD}` };
  }

  /** How many of these documents are lost. */
  async lost(ids: readonly string[]): Promise<number> {
    await this.first.send('POST', 'shop/_refresh');
    let found = 0;
    for (let from = 0; from < ids.length; from += 1000) {
      const answer = await this.first.send('POST', 'shop/_mget', { ids: ids.slice(from, from + 1000) });
      found += (answer as { docs: { found: boolean }[] }).docs.filter((document) => document.found).length;
    }
    return ids.length - found;
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
    this.network.remove();
    rmSync(this.certificates, { recursive: true });
  }

  private get first(): Node {
    return this.nodes[0] as Node;
  }
}
