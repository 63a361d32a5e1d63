import { bytes, parseQuantity } from '../manifests/quantity';
import type { Topology } from './topology';

/** CPU in cores and memory in bytes. */
interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** The size of the largest node, and of all nodes together. */
export interface NodeSizes {
  /** @default unknown */
  readonly largestNode?: Size;

  /** @default unknown */
  readonly cluster?: Size;
}

/** The size of the largest node, and of all nodes together; empty without a topology. */
export function nodeSizes(topology: Topology | undefined): NodeSizes {
  const pools = (topology?.zones ?? []).flatMap((zone) => zone.pools);
  if (pools.length === 0) return {};
  const sizes = pools.map(({ count, allocatable: { cpu, memory } }) => ({
    count,
    cpu: parseQuantity(cpu) ?? Number.POSITIVE_INFINITY,
    memory: bytes(memory) ?? Number.POSITIVE_INFINITY,
  }));
  const sum = (read: (size: (typeof sizes)[number]) => number) => sizes.reduce((total, size) => total + size.count * read(size), 0);
  return {
    largestNode: { cpu: Math.max(...sizes.map(({ cpu }) => cpu)), memory: Math.max(...sizes.map(({ memory }) => memory)) },
    cluster: { cpu: sum(({ cpu }) => cpu), memory: sum(({ memory }) => memory) },
  };
}
