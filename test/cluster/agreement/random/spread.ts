import type { Random } from './random';
import { RACK } from './topology';

/** The label that tells the pods of one revision from those of another. */
export const revisionLabel = { Deployment: 'pod-template-hash', StatefulSet: 'controller-revision-hash' } as const;
export type Kind = keyof typeof revisionLabel;

const app = (name: string) => ({ matchLabels: { app: name } });

/** Spread constraints over zones, nodes and racks: at most one of each that is required, and one that is a wish. */
export function randomSpread(random: Random, kind: Kind): object[] {
  const keys: [string, number][] = [
    ['topology.kubernetes.io/zone', 0.65],
    ['kubernetes.io/hostname', 0.4],
    [RACK, 0.04],
  ];
  return keys.flatMap(([topologyKey, probability]) => (random.chance(probability) ? [constraint(random, kind, topologyKey)] : []));
}

function constraint(random: Random, kind: Kind, topologyKey: string): object {
  const required = random.chance(0.8);
  return {
    topologyKey,
    maxSkew: random.pick([1, 1, 1, 2, 3]),
    whenUnsatisfiable: required ? 'DoNotSchedule' : 'ScheduleAnyway',
    ...(required && random.chance(0.2) ? { minDomains: random.integer(1, 4) } : {}),
    // Mostly the pods themselves; now and then those of another, or none, as a mistake would have it.
    labelSelector: random.chance(0.92)
      ? app('web')
      : random.pick<object>([app('other'), {}, { matchExpressions: [{ key: 'app', operator: 'Exists' }] }]),
    ...(random.chance(0.35) ? { matchLabelKeys: [revisionLabel[kind]] } : {}),
    ...(random.chance(0.3) ? { nodeAffinityPolicy: random.pick(['Honor', 'Ignore']) } : {}),
    ...(random.chance(0.35) ? { nodeTaintsPolicy: random.pick(['Honor', 'Honor', 'Ignore']) } : {}),
  };
}
