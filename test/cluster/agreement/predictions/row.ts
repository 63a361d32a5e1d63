import type { PredictedSet, Prediction } from '../../../../src/availability';

export const comparisons = ['fresh placement', 'rollout', 'node loss', 'zone loss', 'drain'] as const;
export type Comparison = (typeof comparisons)[number];

/** One prediction held against what was seen. */
export interface Row {
  readonly comparison: Comparison;
  readonly seed: number;
  readonly predicted: string;
  readonly observed: string;
  readonly agrees: boolean;
  /** What kind of prediction it was, and what of it the model itself calls approximate. */
  readonly kind: string;
  /** The pods per zone, most first, where all are bound, and how many such the set lists. */
  readonly vector?: string;
  readonly vectors?: number;
}

/** What the model says of a set: exact, or larger than what can be reached. */
export function scopeOf({ approximate }: Prediction, set: PredictedSet): string {
  if (!set.complete) return 'bound, not listed whole';
  if (approximate) return 'approximate';
  return set.exact ? 'exact' : 'bound';
}

const NOT_TRIED = 'not tried: ';

/** A comparison that could not be made: counted, and shown as such. */
export function notTried(comparison: Comparison, seed: number, because: string): Row {
  return { comparison, seed, kind: `${NOT_TRIED}${because}`, predicted: '', observed: '', agrees: true };
}

/** A comparison that broke down: as bad as one that disagrees. */
export function failed(comparison: Comparison, seed: number, { message }: Error): Row {
  return { comparison, seed, kind: 'failed', predicted: 'an outcome', observed: message, agrees: false };
}

/** Whether something was compared. */
export function isMade({ kind }: Row): boolean {
  return !kind.startsWith(NOT_TRIED);
}
