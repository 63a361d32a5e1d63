import type { PlatformStorage } from '../cluster/platform-storage';
import { INTERRUPTION_RATE, NODE_RATE, POD_RATE, ZONE_RATE } from '../cluster/rates';
import { sources } from '../cluster/sources';
import { EBS } from '../cluster/storage-classes';
import type { Allocatable, Rate, Topology } from '../cluster/topology';
import type { OutsideService } from '../cluster/yearly-facts';
import type { Machine, PodMachines } from './machine';

const RESERVED_MIB = 255;
const RESERVED_MIB_OF_A_POD = 11;
const EVICTION_MIB = 100;
// The hypervisor and the kernel use about 3% of the nominal memory.
const USABLE = 0.97;
// Percent reserved of each CPU, in order; the last figure applies to all further ones.
const RESERVED_PERCENT = [6, 1, 0.5, 0.5, 0.25];

/** The smallest machine with allocatable resources. */
export const awsLeast: Machine = { millicores: 1000, mebibytes: 1024 };

/**
 * The `vm.max_map_count` of the images of EKS: Amazon Linux 2023 sets this, and Bottlerocket as much or more.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2023/runtime/rootfs/etc/sysctl.conf
 * @see https://github.com/bottlerocket-os/bottlerocket-core-kit/pull/835
 */
export const EKS_MAX_MAP_COUNT = 524288;

/** EKS has no suitable StorageClass, so the application creates one with encrypted gp3 volumes. */
export const awsStorage: PlatformStorage = { provisioner: EBS, parameters: { type: 'gp3', encrypted: 'true' } };

/**
 * The allocatable resources of an EKS node.
 *
 * @see https://github.com/awslabs/amazon-eks-ami (kube-reserved: 255 MiB + 11 MiB a pod; 6 % of the first processor, 1 % of the second,
 * 0.5 % of the third and fourth, 0.25 % of the others)
 */
function awsAllocatable({ millicores, mebibytes, pods }: PodMachines): Allocatable {
  const reserved = RESERVED_MIB + RESERVED_MIB_OF_A_POD * pods;
  const memory = Math.max(0, Math.floor(mebibytes * USABLE) - reserved - EVICTION_MIB);
  const processors = Math.ceil(millicores / 1000);
  const first = RESERVED_PERCENT.slice(0, processors).reduce((sum, percent) => sum + percent * 10, 0);
  const others = Math.max(0, processors - RESERVED_PERCENT.length) * 2.5;
  return { cpu: `${Math.floor(millicores - first - others)}m`, memory: `${memory}Mi`, pods };
}

/**
 * What AWS commits itself to. A region counts as unavailable where more than one of its zones has no connectivity.
 *
 * @see https://aws.amazon.com/compute/sla/ and https://aws.amazon.com/elasticloadbalancing/sla/ (2022-07-25): 99.9% in a single zone
 */
export function awsOutside(zones: readonly string[]): readonly OutsideService[] {
  const region = regionOf(zones);
  return [
    { name: `the region${region}`, kind: 'region', availability: '99.99%', ...sources.awsCompute },
    {
      name: 'the load balancer',
      kind: 'load-balancer',
      availability: zones.length > 1 ? '99.99%' : '99.9%',
      ...sources.awsLoadBalancer,
    },
  ];
}

/** `eu-west-1a` is in `eu-west-1`. */
function regionOf(zones: readonly string[]): string {
  const region = /^(.+\d)[a-z]$/.exec(zones[0] ?? '')?.[1];
  return region === undefined ? '' : ` ${region}`;
}

/**
 * How long a node of EKS is away: with node auto repair it is replaced when it wasn't ready for 30 minutes, and then another has to start and take its volumes. Without,
 * which is the default outside of Auto Mode, it is away until somebody replaces it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html
 */
export const EKS_REPAIR =
  'assumption: EKS with node auto repair replaces a node after 30 minutes, and another takes as long to start and to take its volumes';

/** How often a node of EKS is lost. */
export const eksNodeRate: Rate = { ...NODE_RATE, mttrSource: EKS_REPAIR };

/** Amazon EKS in several zones of one region, with `nodes.count` nodes in each. */
export function awsTopology(props: {
  readonly kubernetes: string;
  readonly zones: readonly string[];
  readonly nodes: PodMachines;
}): Topology {
  const { kubernetes, zones, nodes } = props;
  const pool = { name: 'workers', count: nodes.count, allocatable: awsAllocatable(nodes), rate: eksNodeRate };
  return {
    kubernetes,
    zones: zones.map((name) => ({ name, rate: ZONE_RATE, pools: [pool] })),
    pods: { crash: POD_RATE },
    nodes: { interruption: INTERRUPTION_RATE },
    outside: awsOutside(zones),
  };
}
