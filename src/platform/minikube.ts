import type { PlatformStorage } from '../cluster/platform-storage';
import { INTERRUPTION_RATE, NODE_RATE, POD_RATE } from '../cluster/rates';
import { installedStorage } from '../cluster/storage-classes';
import type { Allocatable, Topology } from '../cluster/topology';
import type { OutsideService } from '../cluster/yearly-facts';

// minikube's default of 2 CPUs and 4 GB, of which system pods and the ingress addon use about 850m and 500Mi, and Calico another 250m.
const ALLOCATABLE: Allocatable = { cpu: '2', memory: '3800Mi', pods: 110 };

/** Volumes are folders on the only node. */
export const minikubeStorage: PlatformStorage = installedStorage('standard');

/** Everything is on one machine: there is no region, and requests come to the node itself. */
export const minikubeOutside: readonly OutsideService[] = [
  {
    name: 'the region',
    kind: 'region',
    availability: '100%',
    source: 'minikube has none: the machine is the only node',
  },
  {
    name: 'the load balancer',
    kind: 'load-balancer',
    availability: '100%',
    source: 'minikube has none: requests come to the node itself',
  },
];

/** A single node on a developer's machine. It suits no promise: the machine itself fails, and nobody has measured how often one is shut, restarted or carried home. */
export function minikubeTopology({ kubernetes }: { readonly kubernetes: string }): Topology {
  const pool = { name: 'minikube', count: 1, allocatable: ALLOCATABLE, rate: NODE_RATE };
  return {
    kubernetes,
    zones: [{ name: 'minikube', label: false, rate: 'never', pools: [pool] }],
    pods: { crash: POD_RATE },
    nodes: { interruption: INTERRUPTION_RATE },
    outside: minikubeOutside,
  };
}
