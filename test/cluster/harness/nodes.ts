import { join } from 'node:path';
import type { Pool, Topology, Zone } from '../../../src/cluster/topology';
import type { Binaries } from './binaries';
import type { Node } from './kubernetes-client';
import type { Processes, Started } from './processes';
import { kwokTimerFlags, type Timers } from './timers';

export const ZONE_LABEL = 'topology.kubernetes.io/zone';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** The Node objects of a topology, as kubelets would register them. */
export function nodesOf(topology: Topology, kubernetes: string): Node[] {
  const places = topology.zones.flatMap((zone) =>
    zone.pools.flatMap((pool) =>
      Array.from({ length: pool.count }, (_, index) => ({ zone, pool, name: `${zone.name}-${pool.name}-${index}` })),
    ),
  );
  return places.map(({ zone, pool, name }, index) => nodeObject(name, index, zone, pool, kubernetes));
}

/** One of them. @param index tells it from all others of the cluster */
export function nodeObject(name: string, index: number, zone: Zone, pool: Pool, kubernetes: string): Node {
  const zoneLabels: Record<string, string> = zone.label === false ? {} : { [ZONE_LABEL]: zone.name };
  const resources = {
    cpu: pool.allocatable.cpu,
    memory: pool.allocatable.memory,
    pods: String(pool.allocatable.pods),
    'ephemeral-storage': '100Gi',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { [HOSTNAME_LABEL]: name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...zoneLabels, ...pool.labels },
    },
    // Of its own per node: two pods with one address would be one endpoint of a Service.
    spec: { podCIDR: `10.${index}.0.0/24`, podCIDRs: [`10.${index}.0.0/24`], ...(pool.taints ? { taints: [...pool.taints] } : {}) },
    status: {
      capacity: resources,
      allocatable: resources,
      addresses: [
        { type: 'InternalIP', address: `172.16.0.${index + 1}` },
        { type: 'Hostname', address: name },
      ],
      nodeInfo: nodeInfo(kubernetes),
    },
  };
}

function nodeInfo(kubernetes: string): NonNullable<NonNullable<Node['status']>['nodeInfo']> {
  const unknown = {
    bootID: '',
    machineID: '',
    systemUUID: '',
    kernelVersion: '',
    osImage: '',
    containerRuntimeVersion: 'kwok',
    kubeProxyVersion: '',
  };
  return { ...unknown, architecture: 'amd64', operatingSystem: 'linux', kubeletVersion: `v${kubernetes}` };
}

/** Whether the scheduler uses the node: it is ready, and the taint of the time when it was not is gone. */
export function nodeIsReady(node: Node): boolean {
  const tainted = node.spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready' || key === 'node.kubernetes.io/unreachable');
  return !tainted && (node.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** A machine: one kwok process that plays the kubelet of one node. */
export class Machine {
  readonly node: string;
  readonly process: Started;

  private constructor(node: string, process: Started) {
    this.node = node;
    this.process = process;
  }

  static async start(
    processes: Processes,
    binaries: Binaries,
    folder: string,
    node: string,
    kubeconfig: string,
    timers: Timers,
  ): Promise<Machine> {
    const args = [
      `--kubeconfig=${kubeconfig}`,
      `--config=${join(__dirname, 'stages.yaml')}`,
      `--manage-single-node=${node}`,
      ...kwokTimerFlags(timers),
    ];
    const name = `kwok-${node}`;
    const log = join(folder, 'logs', `${name}.log`);
    return new Machine(node, await processes.start({ name, command: binaries.kwok, args, folder, log }));
  }

  /** Hangs: no more heartbeats and nothing starts or stops on it, while the control plane still has its objects. */
  freeze(): void {
    process.kill(this.process.pid, 'SIGSTOP');
  }

  /** Comes back as it was. */
  thaw(): void {
    process.kill(this.process.pid, 'SIGCONT');
  }
}
