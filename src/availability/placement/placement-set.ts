import type { Counts } from './symmetry';

/** The placements in which a workload may be found at rest. */
export interface PlacementSet {
  /** With all pods bound. */
  readonly full: readonly Counts[];
  /** With some that no node takes. */
  readonly partial: readonly Counts[];
  /** Whether each member listed can be reached; else the set only holds those that can. */
  readonly exact: boolean;
  /** Whether every member is listed. */
  readonly complete: boolean;
  /** Whether it holds a placement with all pods bound, where not every member is listed; missing where nothing is known. */
  readonly holds?: (counts: Counts) => boolean;
}
