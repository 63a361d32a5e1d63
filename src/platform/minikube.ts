import type { PlatformStorage } from '../cluster/platform-storage';
import { NODE_RATE, POD_RATE } from '../cluster/rates';
import { installedStorage } from '../cluster/storage-classes';
import type { Allocatable, Topology } from '../cluster/topology';

// minikube's default of 2 processors and 4 GB, of which the system's pods and the ingress addon take about 850m and 500Mi, and Calico 250m more.
const ALLOCATABLE: Allocatable = { cpu: '2', memory: '3800Mi', pods: 110 };

/** Volumes are folders of the one node. */
export const minikubeStorage: PlatformStorage = installedStorage('standard');

/** One node on a developer's machine. Nothing is promised on it: the machine's own failures are the ceiling. */
export function minikubeTopology({ kubernetes }: { readonly kubernetes: string }): Topology {
  const pool = { name: 'minikube', count: 1, allocatable: ALLOCATABLE, rate: NODE_RATE };
  return { kubernetes, zones: [{ name: 'minikube', label: false, rate: 'never', pools: [pool] }], pods: { crash: POD_RATE } };
}
