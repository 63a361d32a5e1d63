import type { Pool, Rate, Zone } from '../cluster/topology';
import type { OutsideService } from '../cluster/yearly-facts';

/** A topology with what is to be said about each part of it. */
export interface Description {
  /** About the whole file, for its head. */
  readonly notes: readonly string[];
  readonly kubernetes: string;
  readonly versionNotes: readonly string[];
  readonly zoneRate: Rate;
  readonly nodeRate: Rate;
  readonly zones: readonly DescribedZone[];
  readonly outside: readonly OutsideService[];
}

/** A zone with its notes. Its rate is that of all. */
export interface DescribedZone extends Omit<Zone, 'rate' | 'pools'> {
  readonly notes: readonly string[];
  readonly pools: readonly DescribedPool[];
}

/** A pool with its notes. Its rate is that of all. */
export interface DescribedPool extends Omit<Pool, 'rate'> {
  readonly notes: readonly string[];

  /** About what its nodes offer. */
  readonly sizeNotes: readonly string[];

  /** About what is reserved on them. */
  readonly reservedNotes: readonly string[];
}
