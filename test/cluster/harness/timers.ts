import type { Manifest } from '../../../src/synthesis/manifest';
import type { PodTemplateSpec } from './kubernetes-client';

/**
 * How fast a cluster reacts, in seconds. A failure takes six minutes with Kubernetes' own times and ten seconds with ours; the order of
 * what happens is the same.
 */
export interface Timers {
  /** Without a heartbeat for this long a node counts as lost. Kubernetes: 50. */
  readonly nodeMonitorGrace: number;
  /** Pods stay this long on a lost node before they are evicted. Kubernetes: 300, or what the pod's own toleration says. */
  readonly toleration: number;
  /** How often the control plane looks at the nodes. Kubernetes: 5. @default 1 */
  readonly nodeMonitorPeriod?: number;
  /** A node's lease, which its kubelet renews four times in this time. Kubernetes: 40. @default 4 */
  readonly nodeLease?: number;
}

/** Short, and still long enough for a heartbeat every second on a loaded machine. */
export const SHORT: Timers = { nodeMonitorGrace: 6, toleration: 2 };

/** Kubernetes' own times. */
export const KUBERNETES = { nodeMonitorGrace: 50, toleration: 300, nodeMonitorPeriod: 5, nodeLease: 40 } as const satisfies Timers;

/** kwok with these times: like a kubelet it renews a node's lease four times in the lease's time. */
export function kwokTimerFlags({ nodeLease = 4 }: Timers): string[] {
  return [`--node-lease-duration-seconds=${nodeLease}`];
}

/** kube-apiserver with these times: what it adds to pods that say nothing of their own. */
export function apiserverTimerFlags(timers: Timers): string[] {
  return [`--default-not-ready-toleration-seconds=${timers.toleration}`, `--default-unreachable-toleration-seconds=${timers.toleration}`];
}

/** kube-controller-manager with these times. */
export function controllerManagerFlags(timers: Timers): string[] {
  return [
    `--node-monitor-period=${timers.nodeMonitorPeriod ?? 1}s`,
    `--node-monitor-grace-period=${timers.nodeMonitorGrace}s`,
    // Kubernetes marks one node per zone in 10 s; a zone of two would take twice as long.
    '--node-eviction-rate=10',
    // An autoscaler looks every 15 s, and so sets the first number of replicas that late.
    '--horizontal-pod-autoscaler-sync-period=1s',
    '--use-service-account-credentials',
    // Nothing attaches volumes here: kwok's nodes don't wait for it.
    '--controllers=*,-persistentvolume-attach-detach-controller',
  ];
}

/** The manifest with what its pods themselves say about these times made as short; nothing else is changed. */
export function shortened(manifest: Manifest): Manifest {
  const short = structuredClone(manifest);
  const spec = short['spec'] as { template?: PodTemplateSpec; minReadySeconds?: number } | undefined;
  // A rollout pauses this long at each pod; a shorter pause is the harder test.
  if (spec?.minReadySeconds) spec.minReadySeconds = 1;
  for (const toleration of spec?.template?.spec?.tolerations ?? []) {
    if (toleration.tolerationSeconds) toleration.tolerationSeconds = Math.min(toleration.tolerationSeconds, SHORT.toleration);
  }
  return short;
}
