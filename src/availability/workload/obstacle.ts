import type { Stuck } from '../result';

/** What keeps pods of a workload from being made or bound, whatever the scheduler chooses. */
export type Obstacle = Stuck;

/** Pods that are never made or never bound. */
export function neverRuns(object: string, because: string, certain = true): Obstacle {
  return { event: 'placement', because, object, certain };
}

/** A rolling update that can't go on. */
export function rolloutStands(object: string, because: string, certain = true): Obstacle {
  return { event: 'rolling update', because, object, certain };
}
