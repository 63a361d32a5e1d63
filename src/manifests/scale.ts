import type { KubernetesObject } from './object';

/** The number of pods that an object runs. */
export interface Scale {
  /** The replicas at rest: those in the manifest, or the minReplicas of an autoscaler. */
  readonly replicas: number;

  /** The most replicas that it may scale down from: maxReplicas or more that are written, unless nothing ever scales it down. */
  readonly maximum: number;

  /** The most replicas that an autoscaler or a release creates. */
  readonly peak: number;

  /** Whether an autoscaler adds pods, and neither it nor a release ever removes one. */
  readonly onlyGrows: boolean;
}

/**
 * The scale of an object that creates pods, by default 1 as in the API server; undefined for a DaemonSet, whose pods depend on the nodes.
 *
 * An autoscaler that scales down removes pods from any node: "there's no guarantee that the constraints remain satisfied when Pods are removed"
 * (kubernetes.io, Pod Topology Spread Constraints, Known limitations). With `behavior.scaleDown.selectPolicy: Disabled` it only adds.
 *
 * `spec.replicas` beside an autoscaler is set again whenever the manifest is applied (kubernetes.io, Horizontal Pod Autoscaling, Migrating Deployments and StatefulSets
 * to horizontal autoscaling): more pods than that number are deleted at once, and more than maxReplicas are made until the autoscaler looks again.
 *
 * Of several autoscalers each brings it into its own range, and none goes by metrics once all have asked for some: it rests at the number nearest to the written one that all allow,
 * or goes back and forth where they contradict each other. Until then one may go by metrics, so nothing is certain of it.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler/horizontal.go: reconcileAutoscaler compares with maxReplicas and minReplicas before it asks for metrics,
 * which validateAndParseSelector then refuses (AmbiguousSelector). On a real control plane: test/cluster/two-autoscalers.test.ts.
 */
export function scaleOf(object: KubernetesObject, autoscalers: readonly KubernetesObject[]): Scale | undefined {
  const [first, second] = autoscalers;
  if (second === undefined) return scaleBy(object, first);
  const scales = autoscalers.flatMap((autoscaler) => scaleBy(object, autoscaler) ?? []);
  if (scales.length === 0) return undefined;
  const peak = Math.max(...scales.map((it) => it.peak));
  const least = Math.max(...scales.map(({ replicas }) => replicas));
  const most = Math.min(...autoscalers.map((it) => it.root.count('spec', 'maxReplicas') ?? peak));
  const replicas = Math.min(peak, most, Math.max(least, object.root.count('spec', 'replicas') ?? 1));
  return { replicas, maximum: peak, peak, onlyGrows: false };
}

function scaleBy({ type, root }: KubernetesObject, autoscaler: KubernetesObject | undefined): Scale | undefined {
  if (type === 'DaemonSet.apps') return undefined;
  const written = root.count(...countFields(type));
  // The controller ignores a target with zero replicas: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler, ScalingDisabled.
  if (!autoscaler || written === 0) return fixed(written ?? 1);
  const replicas = autoscaler.root.count('spec', 'minReplicas') ?? 1;
  const onlyGrows = written === undefined && autoscaler.root.text('spec', 'behavior', 'scaleDown', 'selectPolicy') === 'Disabled';
  const peak = Math.max(replicas, written ?? 0, autoscaler.root.count('spec', 'maxReplicas') ?? replicas);
  return { replicas, maximum: onlyGrows ? replicas : peak, peak, onlyGrows };
}

function fixed(replicas: number): Scale {
  return { replicas, maximum: replicas, peak: replicas, onlyGrows: false };
}

/** The field of a kind that sets the number of pods that run at a time. */
function countFields(type: string): readonly string[] {
  if (type === 'Job.batch') return ['spec', 'parallelism'];
  if (type === 'CronJob.batch') return ['spec', 'jobTemplate', 'spec', 'parallelism'];
  return ['spec', 'replicas'];
}
