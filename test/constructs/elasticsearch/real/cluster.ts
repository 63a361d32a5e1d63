import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { issueCertificates } from './certificates';
import type { Version } from './distribution/versions';
import { Network } from './network';
import { type Changes, Node } from './node';
import { PASSWORD } from './place';
import type { Pod } from './pods';
import { productionPods } from './production';
import type { Target } from './traffic';

export const NEWEST: Version = '9.5.3';
const INDEX = 'shop';

/** What a cluster is made of. */
export interface Made {
  readonly version?: Version;

  /** The zone of each node, if they are those of the tests' application in production. */
  readonly zones?: readonly string[];

  /** The pods, if they are others. */
  readonly pods?: readonly Pod[];
}

/** Three real nodes, as many as there are zones, or those of the given pods, none of them started. */
export class Cluster {
  readonly nodes: readonly Node[];
  readonly certificates = issueCertificates();
  private readonly network: Network;

  constructor({ version = NEWEST, zones = ['a', 'b', 'c'], pods = productionPods(zones) }: Made = {}) {
    this.network = new Network(pods);
    this.nodes = pods.map((pod, index) => new Node(pod, index, this.network, this.certificates, version));
  }

  /** A node that runs. */
  get running(): Node {
    const node = this.nodes.find(({ isRunning }) => isRunning);
    if (!node) throw new Error('no node runs');
    return node;
  }

  /** The node with a number. */
  node(index: number): Node {
    const node = this.nodes[index];
    if (!node) throw new Error(`there is no node ${index}`);
    return node;
  }

  /** Starts all of them at the same time, as Kubernetes does, and waits until they are ready. */
  async start(changes: Changes = {}, version?: Version): Promise<void> {
    for (const node of this.nodes) node.start(changes, version);
    for (const node of this.nodes) await node.joins();
    // Which takes away the mark of a new volume.
    await this.ready();
  }

  /** Waits until every node is ready. */
  async ready(): Promise<void> {
    for (const node of this.nodes) await node.becomesReady();
  }

  /** Ends all of them at the same time. */
  async stop(signal?: NodeJS.Signals): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop(signal)));
  }

  /** Replaces one node after the other as a StatefulSet does, hook and all: from the last, each once the one before it is ready again. */
  async roll(changes: Changes = {}, version?: Version, nodes = this.nodes): Promise<void> {
    for (const node of [...nodes].reverse()) {
      await node.preStop();
      await node.stop();
      node.start(changes, version);
      await node.joins();
      await node.becomesReady();
    }
  }

  /** As it was after `start` and `createIndex`: every node runs, with no setting and no other index, and the nodes wait a minute for a lost one. */
  async reset(): Promise<void> {
    for (const node of this.nodes) if (!node.isRunning) node.start();
    for (const node of this.nodes) await node.joins();
    const first = this.node(0);
    await first.send('PUT', '_cluster/settings', { persistent: { '*': null } });
    const indices = (await first.send('GET', '_cat/indices?format=json&h=index')) as { index: string }[];
    for (const { index } of indices) if (index !== INDEX) await first.send('DELETE', index);
    await first.send('PUT', `${INDEX}/_settings`, { 'index.unassigned.node_left.delayed_timeout': null });
    await this.green();
    await this.ready();
  }

  /** The names of the nodes that belong to a cluster. */
  async members(): Promise<string[]> {
    const known = await Promise.all(this.nodes.map(async (node) => ((await node.isMember()) ? [node.name] : [])));
    return known.flat();
  }

  /** Whether the PodDisruptionBudget, `maxUnavailable: 1`, lets a ready pod be evicted: only if all of them are ready. */
  allowsEviction(): boolean {
    return this.nodes.every(({ address }) => this.network.isReady(address));
  }

  /** An index with a shard for each node. */
  async createIndex(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.node(0).send('PUT', INDEX, { settings: { number_of_shards: this.nodes.length, number_of_replicas: 1, ...settings } });
    await this.green();
  }

  /** Waits until every shard has all its copies. */
  async green(): Promise<void> {
    for (const node of this.nodes) await node.joins();
    for (let status = ''; status !== 'green'; await setTimeout(500)) {
      const path = `_cluster/health?wait_for_status=green&wait_for_nodes=${this.nodes.length}&timeout=30s`;
      const health = (await this.node(0).send('GET', path)) as { status: string; timed_out: boolean };
      status = health.timed_out ? '' : health.status;
    }
  }

  /** The elected master as a node that runs knows it, and its place. @throws if it knows none */
  async master(): Promise<{ readonly index: number; readonly node: Node }> {
    const { master_node, nodes } = (await this.running.send('GET', '_cluster/state/master_node,nodes?local=true')) as {
      master_node: string;
      nodes: Record<string, { name: string }>;
    };
    const index = this.nodes.findIndex(({ name }) => name === nodes[master_node]?.name);
    return { index, node: this.node(index) };
  }

  /** How often TCP in the pods repeats a packet before it gives the connection up. */
  setRetries(retries: number): void {
    for (const index of this.nodes.keys()) this.network.set(index, 'net.ipv4.tcp_retries2', retries);
  }

  /** A node without power: nothing of it answers any more, not even with a reset. */
  async lose(index: number): Promise<void> {
    this.network.cut(index);
    await this.node(index).stop('SIGKILL');
  }

  restore(index: number, changes: Changes): void {
    this.network.mend(index);
    this.node(index).start(changes);
  }

  /** The Service for clients: those of its nodes that are ready at the moment. */
  service(): Target {
    return this.target(() => this.network.endpoints());
  }

  /** The nodes but one, as a client sees them. */
  targetWithout(index: number): Target {
    const addresses = this.nodes.filter((_, each) => each !== index).map(({ address }) => address);
    return this.target(() => addresses);
  }

  /** How many of these documents are lost. */
  async lost(ids: readonly string[]): Promise<number> {
    await this.node(0).send('POST', `${INDEX}/_refresh`);
    let found = 0;
    for (let from = 0; from < ids.length; from += 1000) {
      const answer = await this.node(0).send('POST', `${INDEX}/_mget`, { ids: ids.slice(from, from + 1000) });
      found += (answer as { docs: { found: boolean }[] }).docs.filter((document) => document.found).length;
    }
    return ids.length - found;
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.remove()));
    this.network.remove();
    rmSync(this.certificates, { recursive: true });
  }

  private target(addresses: () => readonly string[]): Target {
    return { addresses, ca: readFileSync(join(this.certificates, 'ca.crt'), 'utf8'), auth: `elastic:${PASSWORD}` };
  }
}
