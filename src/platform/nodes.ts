import type { Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import { bytesOf, millicoresOf } from '../constructs/parts/amount';
import type { Refusal } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import { countRefusals } from './checks';
import { fewestInterfaces, interfacesOf, podsOf, podsOfPrefixes } from './instance-types';
import type { Machine, Machines, PodMachines } from './machine';

/** The equal worker nodes of a platform. */
export interface WorkerNodes {
  /** The number of nodes, for each zone if the platform has zones. */
  readonly count: number;

  /** The CPU of a machine. */
  readonly cpu: Cpu;

  /** The memory of a machine. */
  readonly memory: Size;
}

/** The equal worker nodes of EKS in each zone. The VPC CNI plugin gives each pod an address of the node's network interfaces, which limits the pods. */
export interface AwsNodes extends WorkerNodes {
  /**
   * The instance type, such as `m6i.large`, from which the number of pods follows. Families c, m, r and t are known.
   *
   * @default the type with the fewest pods among those of that CPU and memory: 29 for 2 CPUs and 8 GiB
   */
  readonly type?: string;

  /**
   * Whether the VPC CNI plugin assigns prefixes of 16 addresses (`ENABLE_PREFIX_DELEGATION`), with the kubelets' limit raised accordingly.
   *
   * @default false
   */
  readonly prefixDelegation?: boolean;

  /**
   * The limit of pods that the kubelets are given (`maxPods`), in place of the one that follows from the type.
   *
   * @default computed from the type
   */
  readonly pods?: number;
}

// The largest instances take fewer than 1600.
const MOST_PODS = 2000;
const MIB = 2 ** 20;

/** The same in plain numbers. */
export function machinesOf({ count, cpu, memory }: WorkerNodes): Machines {
  return { count, millicores: millicoresOf(cpu) ?? 0, mebibytes: (bytesOf(memory) ?? 0) / MIB };
}

/** The same with the pods that each node of EKS takes. */
export function awsMachinesOf(nodes: AwsNodes): PodMachines {
  const machines = machinesOf(nodes);
  const { type, prefixDelegation = false, pods } = nodes;
  const interfaces = (type === undefined ? undefined : interfacesOf(type)) ?? fewestInterfaces(machines);
  return { ...machines, pods: pods ?? (prefixDelegation ? podsOfPrefixes(interfaces, machines) : podsOf(interfaces)) };
}

/** The refusals of the nodes of EKS. */
export function awsNodesRefusals(nodes: AwsNodes, least: Machine): Refusal[] {
  const found = nodesRefusals(nodes, least);
  const { type, prefixDelegation, pods }: Partial<AwsNodes> = nodes ?? {};
  if (type !== undefined && (typeof type !== 'string' || interfacesOf(type) === undefined)) {
    const message = `must be an instance type of a family c, m, r or t, such as m6i.large, got ${shown(type)}`;
    found.push({ setting: 'nodes.type', message, fix: 'write nodes.pods, the maximum of pods of your nodes, instead' });
  }
  if (prefixDelegation !== undefined && typeof prefixDelegation !== 'boolean') {
    const message = `must be true or false, got ${shown(prefixDelegation)}`;
    found.push({ setting: 'nodes.prefixDelegation', message, fix: 'write true if ENABLE_PREFIX_DELEGATION of aws-node is' });
  }
  if (pods !== undefined && !(Number.isInteger(pods) && pods >= 1 && pods <= MOST_PODS)) {
    const message = `must be a whole number from 1 to ${MOST_PODS}, got ${shown(pods)}`;
    found.push({
      setting: 'nodes.pods',
      message,
      fix: "write what kubectl get nodes -o jsonpath='{.items[*].status.allocatable.pods}' prints",
    });
  }
  return found;
}

/** The refusals of the nodes of a platform. */
export function nodesRefusals(nodes: WorkerNodes, least: Machine): Refusal[] {
  if (typeof nodes !== 'object' || nodes === null) {
    return [{ setting: 'nodes', message: `must have count, cpu and memory, got ${shown(nodes)}`, fix: 'write all three' }];
  }
  const { millicores, mebibytes } = machinesOf(nodes);
  const found = countRefusals('nodes.count', nodes.count);
  if (millicores < least.millicores) {
    const message = `must be a Cpu of ${least.millicores / 1000} or more, got ${shown(nodes.cpu)}`;
    found.push({ setting: 'nodes.cpu', message, fix: 'write a Cpu such as Cpu.units(2), imported from cdk8s-plus-27' });
  }
  if (mebibytes < least.mebibytes) {
    const message = `must be a Size of ${least.mebibytes / 1024}Gi or more, got ${shown(nodes.memory)}`;
    found.push({ setting: 'nodes.memory', message, fix: 'write a Size such as Size.gibibytes(8), imported from cdk8s' });
  }
  return found;
}
