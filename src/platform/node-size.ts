import type { Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import type { Allocatable } from '../cluster/topology';
import { RefusedError } from '../constructs/parts/refuse';

/** Equal nodes, as a provider sells them. */
export interface Nodes {
  /** How many: altogether, or in each zone where the platform has zones. */
  readonly count: number;

  /** A machine's processors. */
  readonly cpu: Cpu;

  /** A machine's memory. */
  readonly memory: Size;
}

// https://docs.digitalocean.com/products/kubernetes/details/limits/#allocatable-memory: machine's GiB, what is left of them for pods.
const DIGITALOCEAN_MEMORY: readonly (readonly [number, string])[] = [
  [2, '1Gi'],
  [4, '2560Mi'],
  [8, '6Gi'],
  [16, '13Gi'],
  [32, '28Gi'],
  [64, '58Gi'],
];

/**
 * What a DigitalOcean node leaves for pods: the documented memory of the next smaller machine of their table, and all but 100m of its processors.
 *
 * @throws where the machine is smaller than any that is sold
 */
export function digitalOceanAllocatable(nodes: Nodes): Allocatable {
  const gibibytes = nodes.memory.toGibibytes({ rounding: 1 });
  const memory = DIGITALOCEAN_MEMORY.findLast(([size]) => size <= gibibytes)?.[1];
  if (!memory) throw new RefusedError(`platform 'digitalocean': its smallest node has 2 GiB of memory, got ${nodes.memory.asString()}`);
  return { cpu: `${millis(nodes.cpu) - 100}m`, memory, pods: 110 };
}

// What amazon-eks-ami reserves for a node that may run 29 pods (two processors, three network interfaces of ten addresses).
const AWS_PODS = 29;
const AWS_RESERVED_MIB = 255 + 11 * AWS_PODS;
const AWS_EVICTION_MIB = 100;
// The hypervisor and the kernel keep about 3 % of what a machine is sold with.
const AWS_USABLE = 0.97;

/**
 * What an EKS node leaves for pods.
 *
 * @see https://github.com/awslabs/amazon-eks-ami (kube-reserved: 255 MiB + 11 MiB a pod; 6 % of the first processor, 1 % of the second,
 * 0.5 % of the third and fourth, 0.25 % of the others)
 */
export function awsAllocatable(nodes: Nodes): Allocatable {
  const memory = Math.floor(nodes.memory.toMebibytes() * AWS_USABLE) - AWS_RESERVED_MIB - AWS_EVICTION_MIB;
  const processors = millis(nodes.cpu) / 1000;
  const shares = [60, 10, 5, 5];
  const reserved = Array.from({ length: Math.ceil(processors) }, (_, index) => shares[index] ?? 2.5).reduce((sum, share) => sum + share, 0);
  return { cpu: `${Math.floor(millis(nodes.cpu) - reserved)}m`, memory: `${memory}Mi`, pods: AWS_PODS };
}

function millis(cpu: Cpu): number {
  return cpu.amount.endsWith('m') ? Number.parseFloat(cpu.amount) : Number.parseFloat(cpu.amount) * 1000;
}
