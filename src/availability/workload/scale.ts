import { countAt, textAt } from '../../manifests/value';
import type { Manifest } from '../manifest';

/** How many pods a workload runs. */
export interface Scale {
  /** At rest: what its manifest says, or the least that an autoscaler leaves. */
  readonly replicas: number;
  /** The most from which it may come back to that: an autoscaler's, unless it never scales down. */
  readonly maximum: number;
  /** The most that an autoscaler ever makes. */
  readonly peak: number;
  readonly onlyGrows: boolean;
}

/**
 * The scale of a workload, 1 where nothing is said, as the API server has it.
 *
 * An autoscaler that scales down removes pods wherever they stand: "there's no guarantee that the constraints remain satisfied when Pods are removed"
 * (kubernetes.io, Pod Topology Spread Constraints, Known limitations). With `behavior.scaleDown.selectPolicy: Disabled` it only adds.
 */
export function scaleOf(manifest: Manifest, scaler: Manifest | undefined): Scale {
  if (manifest.kind === 'DaemonSet') return { replicas: 0, maximum: 0, peak: 0, onlyGrows: false };
  if (!scaler) {
    const replicas = countAt(manifest.body, 'spec', 'replicas') ?? 1;
    return { replicas, maximum: replicas, peak: replicas, onlyGrows: false };
  }
  const replicas = countAt(scaler.body, 'spec', 'minReplicas') ?? 1;
  const onlyGrows = textAt(scaler.body, 'spec', 'behavior', 'scaleDown', 'selectPolicy') === 'Disabled';
  const peak = Math.max(replicas, countAt(scaler.body, 'spec', 'maxReplicas') ?? replicas);
  return { replicas, maximum: onlyGrows ? replicas : peak, peak, onlyGrows };
}
