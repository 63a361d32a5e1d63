import type { Times, Topology } from './topology';

/**
 * The times of a cluster: those of its topology, with Kubernetes' defaults.
 *
 * Sources: kube-controller-manager's `--node-monitor-grace-period` (40 s before 1.32) and `--node-eviction-rate`; the admission plugin
 * DefaultTolerationSeconds. How long a pod takes to start is an assumption.
 */
export function timesOf({ kubernetes, times }: Topology): Required<Times> {
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? Number.POSITIVE_INFINITY);
  return {
    nodeMonitorGrace: times?.nodeMonitorGrace ?? (minor < 32 ? '40s' : '50s'),
    toleration: times?.toleration ?? '300s',
    evictionRate: times?.evictionRate ?? 0.1,
    podStart: times?.podStart ?? '30s',
    nodeReplacement: times?.nodeReplacement ?? 'never',
  };
}
