/** What a test changes of the scheduler; which nodes it finds feasible is never one of these. */
export interface SchedulerOptions {
  /** A pod that found no node is tried again at most this many seconds after the last time. @default 10, Kubernetes' own */
  readonly podBackoff?: number;
  /**
   * What a pod's preferred nodes weigh when the scheduler chooses among the feasible ones; all else together weighs less than 20.
   *
   * @default 2, Kubernetes' own
   */
  readonly preference?: number;
}

/** The configuration of a scheduler that acts by this kubeconfig. */
export function schedulerConfiguration({ podBackoff = 10, preference = 2 }: SchedulerOptions, kubeconfig: string): object {
  return {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    clientConnection: { kubeconfig, qps: 200, burst: 400 },
    leaderElection: { leaderElect: false },
    podInitialBackoffSeconds: 1,
    podMaxBackoffSeconds: podBackoff,
    profiles: [{ schedulerName: 'default-scheduler', plugins: { score: { enabled: [{ name: 'NodeAffinity', weight: preference }] } } }],
  };
}
