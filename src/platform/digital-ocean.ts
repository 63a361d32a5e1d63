import type { PlatformStorage } from '../cluster/platform-storage';
import { INTERRUPTION_RATE, NODE_RATE, POD_RATE, ZONE_RATE } from '../cluster/rates';
import { sources } from '../cluster/sources';
import { installedStorage } from '../cluster/storage-classes';
import type { Allocatable, Topology } from '../cluster/topology';
import type { OutsideService } from '../cluster/yearly-facts';
import type { Machine, Machines } from './machine';

/**
 * The memory of a machine in GiB and what is allocatable to pods, the smallest machine first.
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

/** The smallest machine of DigitalOcean. */
export const digitalOceanLeast: Machine = { millicores: 1000, mebibytes: 2048 };

/** Block storage, with the class that retains the volume of a deleted claim. */
export const digitalOceanStorage: PlatformStorage = installedStorage('do-block-storage-retain');

/** The allocatable resources of a node: the memory of the next smaller machine in the table, and all but 100m of its CPU. */
function digitalOceanAllocatable({ millicores, mebibytes }: Machine): Allocatable {
  const memory = MEMORY.findLast(([gibibytes]) => gibibytes * 1024 <= mebibytes)?.[1] ?? '0';
  return { cpu: `${millicores - RESERVED_MILLICORES}m`, memory, pods: 110 };
}

/**
 * What DigitalOcean commits itself to. A data centre has no service level of its own: its failures are those of the only zone.
 *
 * @see https://www.digitalocean.com/sla/regional-load-balancers
 */
export const digitalOceanOutside: readonly OutsideService[] = [
  {
    name: 'the load balancer',
    kind: 'load-balancer',
    availability: '99.9%',
    ...sources.digitalOceanLoadBalancer,
  },
];

/** DigitalOcean Kubernetes: one data centre without zones. */
export function digitalOceanTopology(props: { readonly kubernetes: string; readonly region: string; readonly nodes: Machines }): Topology {
  const { kubernetes, region, nodes } = props;
  const pool = { name: 'workers', count: nodes.count, allocatable: digitalOceanAllocatable(nodes), rate: NODE_RATE };
  return {
    kubernetes,
    zones: [{ name: region, label: false, rate: ZONE_RATE, pools: [pool] }],
    pods: { crash: POD_RATE },
    nodes: { interruption: INTERRUPTION_RATE },
    outside: digitalOceanOutside,
  };
}
