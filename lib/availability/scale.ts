import { countAt, textAt } from './json';
import type { Manifest } from './manifest';

/** How many pods a workload runs. */
export interface Scale {
  /** At rest: what its manifest says, or the least that an autoscaler leaves. */
  readonly replicas: number;
  /** The most that an autoscaler makes; `replicas` without one. */
  readonly maximum: number;
  /** The most pods from which an autoscaler goes back to `replicas`, taking away any of them; `replicas` where it never does. */
  readonly shrinksFrom: number;
}

/**
 * The scale of a workload, 1 where nothing is said, as the API server has it.
 *
 * An autoscaler that scales down removes pods wherever they stand: "there's no guarantee that the constraints remain satisfied when Pods are removed"
 * (kubernetes.io, Pod Topology Spread Constraints, Known limitations). With `behavior.scaleDown.selectPolicy: Disabled` it only adds.
 */
export function scaleOf(manifest: Manifest, scaler: Manifest | undefined): Scale {
  if (manifest.kind === 'DaemonSet') return { replicas: 0, maximum: 0, shrinksFrom: 0 };
  if (!scaler) {
    const replicas = countAt(manifest.body, 'spec', 'replicas') ?? 1;
    return { replicas, maximum: replicas, shrinksFrom: replicas };
  }
  const replicas = countAt(scaler.body, 'spec', 'minReplicas') ?? 1;
  const maximum = Math.max(replicas, countAt(scaler.body, 'spec', 'maxReplicas') ?? replicas);
  const onlyAdds = textAt(scaler.body, 'spec', 'behavior', 'scaleDown', 'selectPolicy') === 'Disabled';
  return { replicas, maximum, shrinksFrom: onlyAdds ? replicas : maximum };
}
