import { join } from 'node:path';
import type { Topology } from '../../../src/cluster/topology';
import type { Manifest } from '../../../src/synthesis/manifest';
import { type Binaries, binaries, type Say } from './binaries';
import { ADMIN, type ControlPlane, startControlPlane } from './control-plane';
import { KubeConfig } from './kubernetes-client';
import { Machine, nodeIsReady, nodeObject, nodesOf } from './nodes';
import { type Command, Processes, type Started } from './processes';
import { kubernetesVersion } from './programs';
import { Provisioner } from './provisioner';
import { leaveRunFolder, newRunFolder } from './run-folder';
import type { SchedulerOptions } from './scheduler';
import { agreed, Server } from './server';
import { State } from './state';
import { SHORT, type Timers } from './timers';
import { until } from './until';

export interface ClusterOptions {
  /** Part of the name of the folder with its logs. */
  readonly name: string;
  /** @default the one that `NINES_KUBERNETES` names, else the newest */
  readonly kubernetes?: string;
  /** @default short ones */
  readonly timers?: Timers;
  /** @default as Kubernetes has it */
  readonly scheduler?: SchedulerOptions;
  /** @default says nothing */
  readonly say?: Say;
}

/** A real control plane with one pretended machine for each node of a topology. */
export class Cluster {
  readonly topology: Topology;
  readonly folder: string;
  readonly kubernetes: string;
  private processes!: Processes;
  private provisioner!: Provisioner;
  server!: Server;
  state!: State;
  config!: KubeConfig;
  kubeconfig!: string;

  /** The API server to kill and to start again. What watches it, `state` and the volumes' provisioner, ends with it. */
  apiserver!: ControlPlane['apiserver'];
  readonly machines = new Map<string, Machine>();
  private startMachine!: (node: string) => Promise<Machine>;
  private added = 0;

  private constructor(topology: Topology, folder: string, kubernetes: string) {
    this.topology = topology;
    this.folder = folder;
    this.kubernetes = kubernetes;
  }

  /** Starts one and waits until all of its nodes are ready. */
  static async start(topology: Topology, options: ClusterOptions): Promise<Cluster> {
    const { name, kubernetes = kubernetesVersion(), timers = SHORT, scheduler = {}, say = () => {} } = options;
    const programs = await binaries(say, kubernetes);
    const cluster = new Cluster(topology, newRunFolder(name), kubernetes);
    try {
      await cluster.up(programs, timers, scheduler);
      return cluster;
    } catch (error) {
      await cluster.stop({ keepLogs: true });
      throw new Error(`the cluster did not start: ${(error as Error).message}\nlogs: ${cluster.logs}`);
    }
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  /** The machine of a node of the topology. */
  machine(node: string): Machine {
    const machine = this.machines.get(node);
    if (!machine) throw new Error(`the topology has no node ${node}; it has ${[...this.machines.keys()].join(', ')}`);
    return machine;
  }

  /** Adds a node to a pool, as an autoscaler does, or as a machine does that takes the place of one that was removed, and waits until it is ready. */
  async add(name: string, zoneName: string, poolName: string): Promise<void> {
    const zone = this.topology.zones.find((it) => it.name === zoneName);
    const pool = zone?.pools.find((it) => it.name === poolName);
    if (!zone || !pool) throw new Error(`the topology has no pool ${zoneName}/${poolName}`);
    const index = nodesOf(this.topology, this.kubernetes).length + this.added++;
    await this.register(nodeObject(name, index % 256, zone, pool, this.kubernetes) as Manifest);
    this.machines.set(name, await this.startMachine(name));
    await until(this.state, `${name} to be ready`, () => {
      const node = this.state.get('nodes', name);
      return node !== undefined && nodeIsReady(node);
    });
  }

  /** Ends a machine for good and deletes its Node object, as a cloud provider does. */
  async remove(name: string): Promise<void> {
    await this.processes.kill(this.machine(name).process);
    this.machines.delete(name);
    agreed(await this.server.call('DELETE', `/api/v1/nodes/${name}`), `deletion of node ${name}`);
    await until(this.state, `${name} to be gone`, () => this.state.get('nodes', name) === undefined);
  }

  /** Starts a program that ends with the cluster; the cluster fails if it ends before. */
  run(program: Omit<Command, 'folder' | 'log'>): Promise<Started> {
    return this.processes.start({ ...program, folder: this.folder, log: join(this.logs, `${program.name}.log`) });
  }

  /** Ids of all processes of the cluster. */
  pids(): number[] {
    return this.processes.pids();
  }

  async stop({ keepLogs = false }: { keepLogs?: boolean } = {}): Promise<void> {
    this.provisioner?.close();
    await this.state?.close();
    this.server?.close();
    await this.processes?.stop();
    leaveRunFolder(this.folder, keepLogs);
  }

  private async up(programs: Binaries, timers: Timers, scheduler: SchedulerOptions): Promise<void> {
    this.processes = new Processes(this.folder, (message) => this.state?.fail(new Error(message)));
    const nodes = nodesOf(this.topology, this.kubernetes);
    const names = nodes.map((node) => node.metadata?.name as string);
    const plane = await startControlPlane(this.processes, programs, this.folder, timers, scheduler);

    this.apiserver = plane.apiserver;
    this.kubeconfig = plane.kubeconfig(ADMIN);
    this.config = new KubeConfig();
    this.config.loadFromFile(this.kubeconfig);
    this.server = new Server(this.config);
    this.state = await State.watch(this.config, this.server);
    this.provisioner = new Provisioner(this.state, this.server);
    await Promise.all(nodes.map((node) => this.register(node as Manifest)));
    this.startMachine = (name) => Machine.start(this.processes, programs, this.folder, name, this.kubeconfig, timers);
    for (const name of names) this.machines.set(name, await this.startMachine(name));
    await until(
      this.state,
      'all nodes to be ready',
      () => this.state.all('nodes').filter(nodeIsReady).length === nodes.length,
      () => 'see the logs of kwok',
    );
  }

  private async register(node: Manifest): Promise<void> {
    agreed(await this.server.call('POST', '/api/v1/nodes', JSON.stringify(node)), `node ${node.metadata.name}`);
  }
}
