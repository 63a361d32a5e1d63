import { countOf } from './percentage';
import type { Place } from './place';

/**
 * The most pods that a Rollout of Argo runs beyond its replicas while it brings a new revision: the pods of both revisions, or as many as it says, and those of its
 * experiments, of which the last ones may still end.
 *
 * Source: argoproj/argo-rollouts, docs/features/specification.md; utils/replicaset/canary.go, CalculateReplicaCountsForCanary; utils/defaults/defaults.go, DefaultReplicas
 * of an experiment.
 */
export function surgeOfRollout(strategy: Place, replicas: number): number {
  const canary = strategy.at('canary');
  const steps = canary.items('steps');
  const ofSteps = steps.flatMap((step) => {
    const { value: percent } = step.at('setCanaryScale', 'weight');
    return [step.count('setCanaryScale', 'replicas') ?? 0, typeof percent === 'number' ? Math.ceil((replicas * percent) / 100) : 0];
  });
  const surge = countOf(canary.at('maxSurge').value ?? 0, replicas, 'up') ?? replicas;
  const preview = strategy.count('blueGreen', 'previewReplicaCount') ?? 0;
  const experiments = steps.flatMap((step) => step.items('experiment', 'templates')).map((it) => it.count('replicas') ?? 1);
  return (
    Math.max(replicas, surge, preview, canary.count('minPodsPerReplicaSet') ?? 0, ...ofSteps) + experiments.reduce((sum, it) => sum + it, 0)
  );
}

/** The seconds for which the pods of an old or an aborted revision stay; infinite where they are never scaled down. */
export function scaleDownDelayOf(strategy: Place): number {
  const each = ['blueGreen', 'canary'].flatMap((type) => {
    const aborted = strategy.number(type, 'abortScaleDownDelaySeconds');
    return [strategy.number(type, 'scaleDownDelaySeconds') ?? 0, aborted === 0 ? Number.POSITIVE_INFINITY : (aborted ?? 0)];
  });
  return Math.max(...each);
}
