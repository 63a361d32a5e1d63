import { bytes, parseQuantity } from '../manifests/quantity';
import type { Topology } from './topology';

/** The processor time, in cores, and the memory, in bytes. */
interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** How large a cluster's largest node and all its nodes together are. */
export interface NodeSizes {
  /** @default unknown */
  readonly largestNode?: Size;

  /** @default unknown */
  readonly cluster?: Size;
}

/** How large the largest node and the whole cluster are; nothing where no topology says so. */
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
