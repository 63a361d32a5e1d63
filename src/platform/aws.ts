import type { PlatformStorage } from '../cluster/platform-storage';
import { NODE_RATE, POD_RATE, ZONE_RATE } from '../cluster/rates';
import type { Allocatable, Topology } from '../cluster/topology';
import type { Machine, Machines } from './machine';

// What amazon-eks-ami reserves for a node that may run 29 pods (two processors, three network interfaces of ten addresses).
const PODS = 29;
const RESERVED_MIB = 255 + 11 * PODS;
const EVICTION_MIB = 100;
// The hypervisor and the kernel keep about 3 % of what a machine is sold with.
const USABLE = 0.97;
// Percent of each processor, from the first; of each further one the last figure.
const RESERVED_PERCENT = [6, 1, 0.5, 0.5, 0.25];

/** The smallest machine that has something left for pods. */
export const awsLeast: Machine = { millicores: 1000, mebibytes: 1024 };

/** EKS brings no StorageClass to rely on, so the application brings one of encrypted gp3. */
export const awsStorage: PlatformStorage = { provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3', encrypted: 'true' } };

/**
 * What an EKS node leaves for pods.
 *
 * @see https://github.com/awslabs/amazon-eks-ami (kube-reserved: 255 MiB + 11 MiB a pod; 6 % of the first processor, 1 % of the second,
 * 0.5 % of the third and fourth, 0.25 % of the others)
 */
function awsAllocatable({ millicores, mebibytes }: Machine): Allocatable {
  const memory = Math.floor(mebibytes * USABLE) - RESERVED_MIB - EVICTION_MIB;
  const processors = Math.ceil(millicores / 1000);
  const first = RESERVED_PERCENT.slice(0, processors).reduce((sum, percent) => sum + percent * 10, 0);
  const others = Math.max(0, processors - RESERVED_PERCENT.length) * 2.5;
  return { cpu: `${Math.floor(millicores - first - others)}m`, memory: `${memory}Mi`, pods: PODS };
}

/** Amazon EKS over several zones of one region; `nodes.count` of them in each. */
export function awsTopology(props: { readonly kubernetes: string; readonly zones: readonly string[]; readonly nodes: Machines }): Topology {
  const { kubernetes, zones, nodes } = props;
  const pool = { name: 'workers', count: nodes.count, allocatable: awsAllocatable(nodes), rate: NODE_RATE };
  return { kubernetes, zones: zones.map((name) => ({ name, rate: ZONE_RATE, pools: [pool] })), pods: { crash: POD_RATE } };
}
