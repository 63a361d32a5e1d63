import type { Machine } from './machine';

/** The network interfaces of an EC2 instance and the IPv4 addresses of each of them. */
export interface Interfaces {
  readonly interfaces: number;
  readonly addresses: number;
}

type Sizes = Readonly<Record<string, readonly [interfaces: number, addresses: number]>>;

// Of a network card's own limits, those of the default card count.
const GENERAL: Sizes = {
  medium: [2, 4],
  large: [3, 10],
  xlarge: [4, 15],
  '2xlarge': [4, 15],
  '4xlarge': [8, 30],
  '8xlarge': [8, 30],
  '12xlarge': [8, 30],
  '16xlarge': [15, 50],
  '24xlarge': [15, 50],
};
const BURSTABLE: Sizes = {
  nano: [2, 2],
  micro: [2, 2],
  small: [3, 4],
  medium: [3, 6],
  large: [3, 12],
  xlarge: [4, 15],
  '2xlarge': [4, 15],
};
const EIGHTH_INTEL: Sizes = {
  large: [3, 20],
  xlarge: [4, 30],
  '2xlarge': [4, 30],
  '4xlarge': [8, 50],
  '8xlarge': [10, 50],
  '12xlarge': [12, 50],
  '16xlarge': [16, 64],
  '24xlarge': [16, 64],
};

/** Families of the same limits. Families without a medium size, such as m5, are refused by EC2, not here. */
const FAMILIES: readonly (readonly [families: RegExp, sizes: Sizes])[] = [
  [/^(t3|t4g)$/, BURSTABLE],
  [/^t3a$/, { ...BURSTABLE, small: [2, 4] }],
  [/^[cmr](5|5a|5d|6a|6g|6gd|6i|6id|7a|7g|7gd|7i|8g|8gd)$/, GENERAL],
  [/^[cm]7i-flex$/, GENERAL],
  [/^[cmr]8i(-flex)?$/, EIGHTH_INTEL],
];

/**
 * The network interfaces of an instance type of the families c, m, r and t; undefined for one that isn't listed.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/instance-info.jsonl
 */
export function interfacesOf(type: string): Interfaces | undefined {
  const [family = '', size = '', ...more] = type.split('.');
  const sizes = FAMILIES.find(([families]) => families.test(family))?.[1] ?? {};
  const [interfaces, addresses] = (more.length === 0 && Object.hasOwn(sizes, size) && sizes[size]) || [];
  return interfaces === undefined || addresses === undefined ? undefined : { interfaces, addresses };
}

/**
 * The pods that a node takes: each interface keeps one address for itself, and two pods of the system use the node's own network.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eni_max_pods.go
 */
export function podsOf({ interfaces, addresses }: Interfaces): number {
  return interfaces * (addresses - 1) + 2;
}

const PREFIX = 16;
const SMALL_CPUS = 30;

/**
 * The same where the VPC CNI plugin assigns prefixes of 16 addresses, at most 110 or, from 30 CPUs on, 250: what AWS recommends and managed node groups set.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#determine-max-pods
 */
export function podsOfPrefixes({ interfaces, addresses }: Interfaces, { millicores }: Pick<Machine, 'millicores'>): number {
  const most = millicores < SMALL_CPUS * 1000 ? 110 : 250;
  return Math.min(most, interfaces * (addresses - 1) * PREFIX + 2);
}

/** The fewest pods of any listed instance type by CPUs and GiB of memory, the smallest first. */
const FEWEST: readonly (readonly [cpus: number, gibibytes: number, type: string])[] = [
  [1, 0, 't3.nano'],
  [1, 2, 'm6g.medium'],
  [2, 0, 't3.micro'],
  [2, 2, 't3a.small'],
  [2, 4, 't3.medium'],
  [2, 8, 'm5.large'],
  [4, 0, 'm5.xlarge'],
  [16, 0, 'm5.4xlarge'],
  [64, 0, 'm5.16xlarge'],
];

/** The interfaces of the least well connected instance type of a machine's size, where nobody says which it is. */
export function fewestInterfaces({ millicores, mebibytes }: Machine): Interfaces {
  const type = FEWEST.findLast(([cpus, gibibytes]) => cpus * 1000 <= millicores && gibibytes * 1024 <= mebibytes)?.[2] ?? 't3.nano';
  return interfacesOf(type) ?? { interfaces: 2, addresses: 2 };
}
