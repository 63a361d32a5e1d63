import type { Size } from 'cdk8s';
import { type Cpu, k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Allocatable } from '../../cluster/topology';
import { bytes, millicores } from '../../manifests/quantity';
import { bytesOf, millicoresOf } from './amount';
import type { PlatformFacts } from './platform-facts';
import { refuse } from './refuse';
import { shown } from './shown';

/** The resources that a container requests. */
export interface Resources {
  /** The CPU request. The container may use more: a CPU limit would throttle it while the node is idle. */
  readonly cpu: Cpu;

  /** The memory request, which is also the limit. */
  readonly memory: Size;
}

/** Requests for CPU and memory, and a memory limit equal to the request. */
export function resourceRequirements(resources: Resources): k8s.ResourceRequirements {
  const memory = k8s.Quantity.fromString(resources.memory.asString());
  return { requests: { cpu: k8s.Quantity.fromString(resources.cpu.amount), memory }, limits: { memory } };
}

/**
 * Refuses requests of 0, and requests that no node of the platform can satisfy. Returns whether a node can.
 *
 * @throws with the size of the platform's largest node
 */
export function requireFit(construct: Construct, platform: PlatformFacts, resources: Resources): boolean {
  if (!requireAmounts(construct, resources)) return false;
  const memory = resources.memory.asString();
  const roomy = platform.pools.filter((pool) => memoryOf(pool.allocatable) >= (bytes(memory) ?? 0));
  const fix = 'reduce the requests, or use larger nodes';
  if (roomy.length === 0) {
    const largest = platform.pools.map((pool) => pool.allocatable).reduce((a, b) => (memoryOf(a) >= memoryOf(b) ? a : b));
    const message = `must fit on a node of ${platform.name}, whose largest offers ${largest.memory}, got ${memory}`;
    refuse(construct, { setting: 'resources.memory', message, fix });
    return false;
  }
  if (roomy.some((pool) => cpuOf(pool.allocatable) >= (millicores(resources.cpu.amount) ?? 0))) return true;
  const largest = roomy.map((pool) => pool.allocatable).reduce((a, b) => (cpuOf(a) >= cpuOf(b) ? a : b));
  const message = `must fit on a node of ${platform.name}, whose largest offers ${largest.cpu}, got ${resources.cpu.amount}`;
  refuse(construct, { setting: 'resources.cpu', message, fix });
  return false;
}

function cpuOf({ cpu }: Allocatable): number {
  return millicores(cpu) ?? 0;
}

function memoryOf({ memory }: Allocatable): number {
  return bytes(memory) ?? 0;
}

/** With a request of 0 an autoscaler divides by 0, the scheduler fills one node, and the kubelet evicts the pod first. */
function requireAmounts(construct: Construct, resources: Resources): boolean {
  const millicores = millicoresOf(resources?.cpu);
  const isCpu = millicores !== undefined && Number.isInteger(millicores) && millicores > 0;
  if (!isCpu) {
    const message = `must be a Cpu of 1m or more, got ${shown(resources?.cpu)}`;
    refuse(construct, { setting: 'resources.cpu', message, fix: 'write for example Cpu.millis(100), with Cpu from cdk8s-plus-27' });
  }
  const memory = bytesOf(resources?.memory);
  const isMemory = memory !== undefined && memory > 0;
  if (!isMemory) {
    const message = `must be a Size above 0, got ${shown(resources?.memory)}`;
    refuse(construct, { setting: 'resources.memory', message, fix: 'write for example Size.mebibytes(256), with Size from cdk8s' });
  }
  return isCpu && isMemory;
}
