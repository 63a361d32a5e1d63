import type { KubernetesObject } from './object';

/** How many pods an object runs. */
export interface Scale {
  /** At rest: what its manifest says, or the least that an autoscaler leaves. */
  readonly replicas: number;

  /** The most from which it may come back to that: an autoscaler's, unless it never scales down. */
  readonly maximum: number;

  /** The most that an autoscaler ever makes. */
  readonly peak: number;

  /** Whether an autoscaler adds pods and never removes one. */
  readonly onlyGrows: boolean;
}

/**
 * The scale of an object that makes pods, 1 where nothing is said, as the API server has it; undefined for a DaemonSet, whose nodes decide.
 *
 * An autoscaler that scales down removes pods wherever they stand: "there's no guarantee that the constraints remain satisfied when Pods are removed"
 * (kubernetes.io, Pod Topology Spread Constraints, Known limitations). With `behavior.scaleDown.selectPolicy: Disabled` it only adds.
 */
export function scaleOf({ type, root }: KubernetesObject, autoscaler: KubernetesObject | undefined): Scale | undefined {
  if (type === 'DaemonSet.apps') return undefined;
  const written = root.count(...countFields(type)) ?? 1;
  // Its controller leaves a target of no replicas alone: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler, ScalingDisabled.
  if (!autoscaler || written === 0) return fixed(written);
  const replicas = autoscaler.root.count('spec', 'minReplicas') ?? 1;
  const onlyGrows = autoscaler.root.text('spec', 'behavior', 'scaleDown', 'selectPolicy') === 'Disabled';
  const peak = Math.max(replicas, autoscaler.root.count('spec', 'maxReplicas') ?? replicas);
  return { replicas, maximum: onlyGrows ? replicas : peak, peak, onlyGrows };
}

function fixed(replicas: number): Scale {
  return { replicas, maximum: replicas, peak: replicas, onlyGrows: false };
}

/** Where a kind says how many pods run at a time. */
function countFields(type: string): readonly string[] {
  if (type === 'Job.batch') return ['spec', 'parallelism'];
  if (type === 'CronJob.batch') return ['spec', 'jobTemplate', 'spec', 'parallelism'];
  return ['spec', 'replicas'];
}
