import type { PlatformStorage } from '../cluster/platform-storage';
import { NODE_RATE, POD_RATE, ZONE_RATE } from '../cluster/rates';
import { installedStorage } from '../cluster/storage-classes';
import type { Allocatable, Topology } from '../cluster/topology';
import type { Machine, Machines } from './machine';

/**
 * A machine's memory in GiB and what is left of it for pods, the smallest machine first.
 *
 * @see https://docs.digitalocean.com/products/kubernetes/details/limits/#allocatable-memory
 */
const MEMORY: readonly (readonly [gibibytes: number, allocatable: string])[] = [
  [2, '1Gi'],
  [4, '2560Mi'],
  [8, '6Gi'],
  [16, '13Gi'],
  [32, '28Gi'],
  [64, '58Gi'],
];
const RESERVED_MILLICORES = 100;

/** The smallest machine that DigitalOcean sells. */
export const digitalOceanLeast: Machine = { millicores: 1000, mebibytes: 2048 };

/** Block storage with the class that keeps a volume whose claim is deleted. */
export const digitalOceanStorage: PlatformStorage = installedStorage('do-block-storage-retain');

/** What a DigitalOcean node leaves for pods: the documented memory of the next smaller machine of the table, and all but 100m of its processors. */
function digitalOceanAllocatable({ millicores, mebibytes }: Machine): Allocatable {
  const memory = MEMORY.findLast(([gibibytes]) => gibibytes * 1024 <= mebibytes)?.[1] ?? '0';
  return { cpu: `${millicores - RESERVED_MILLICORES}m`, memory, pods: 110 };
}

/** DigitalOcean Kubernetes: one data centre without zones. */
export function digitalOceanTopology(props: { readonly kubernetes: string; readonly region: string; readonly nodes: Machines }): Topology {
  const { kubernetes, region, nodes } = props;
  const pool = { name: 'workers', count: nodes.count, allocatable: digitalOceanAllocatable(nodes), rate: NODE_RATE };
  return { kubernetes, zones: [{ name: region, label: false, rate: ZONE_RATE, pools: [pool] }], pods: { crash: POD_RATE } };
}
