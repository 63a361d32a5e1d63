import { isHealthyLate } from '../constructs/gitops/health';
import { ENTRY, TIER_DISTANCE } from '../constructs/gitops/tier';
import { deliveryAnnotation } from '../manifests/annotations';
import { objectsOf } from '../manifests/object';
import type { DeliveredEnvironment } from './delivered';

/** Files of an environment that Flux applies at once. */
export interface Stage {
  /** The tens of its waves, such as `20`. */
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * The files of an environment in stages, by the tens of their last wave. Flux applies files, and it doesn't wait for what is healthy late: a file's
 * HorizontalPodAutoscaler doesn't move it.
 */
export function stagesOf({ files }: Pick<DeliveredEnvironment, 'files'>): readonly Stage[] {
  const tens = files.map(({ name, manifests }) => ({ name, stage: stageOf(manifests) }));
  const stages = [...new Set(tens.map(({ stage }) => stage))].sort((a, b) => a - b);
  return stages.map((stage) => ({
    name: String(stage).padStart(2, '0'),
    files: tens.filter((it) => it.stage === stage).map(({ name }) => name),
  }));
}

function stageOf(manifests: readonly object[]): number {
  const objects = objectsOf(manifests.map((value) => ({ value })));
  const early = objects.filter((object) => !isHealthyLate(object));
  const waves = early.map(({ annotations }) => Number(annotations.get(deliveryAnnotation.wave) ?? 0));
  const last = waves.length > 0 ? Math.max(0, ...waves) : ENTRY;
  return Math.floor(last / TIER_DISTANCE) * TIER_DISTANCE;
}
