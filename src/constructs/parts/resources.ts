import type { Size } from 'cdk8s';
import { type Cpu, k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { PlatformFacts } from './platform-facts';
import { refuse } from './refuse';
import { bytes, cores } from './rounding';

/** What a container asks for. */
export interface Resources {
  /** Processor time that it is sure of. It may use more: a CPU limit would throttle it while the node idles. */
  readonly cpu: Cpu;

  /** Memory that it is sure of, and more than which it can't have. */
  readonly memory: Size;
}

/** Requests of processor time and memory, and a limit of memory alone, at its request. */
export function resourceRequirements(resources: Resources): k8s.ResourceRequirements {
  const memory = k8s.Quantity.fromString(resources.memory.asString());
  return { requests: { cpu: k8s.Quantity.fromString(resources.cpu.amount), memory }, limits: { memory } };
}

/**
 * Refuses what no node of the platform can hold.
 *
 * @throws with the platform's largest node
 */
export function requireFit(construct: Construct, platform: PlatformFacts, resources: Resources): void {
  const memory = resources.memory.asString();
  const roomy = platform.pools.filter((pool) => bytes(pool.allocatable.memory) >= bytes(memory));
  if (roomy.length === 0) {
    const largest = platform.pools.map((pool) => pool.allocatable.memory).reduce((a, b) => (bytes(a) >= bytes(b) ? a : b));
    refuse(
      construct,
      `no node of ${platform.name} can hold its memory request of ${memory}: the largest offers ${largest}; ask for less or take larger nodes`,
    );
  }
  if (!roomy.some((pool) => cores(pool.allocatable.cpu) >= cores(resources.cpu.amount))) {
    const largest = roomy.map((pool) => pool.allocatable.cpu).reduce((a, b) => (cores(a) >= cores(b) ? a : b));
    refuse(
      construct,
      `no node of ${platform.name} can hold its CPU request of ${resources.cpu.amount}: the largest offers ${largest}; ask for less or take larger nodes`,
    );
  }
}
