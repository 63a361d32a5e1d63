import type { Cluster } from '../../cluster/cluster';
import type { Grid } from '../placement/grid';
import type { Moves } from '../placement/relocation';
import type { Predicate } from '../workload/predicate';

/** What is the same for all placements of a workload. */
export interface Setting {
  readonly cluster: Cluster;
  readonly grid: Grid;
  readonly predicate: Predicate;
  readonly moves: Moves;
  /** Seconds until a pod runs elsewhere after a node's loss, infinite where it doesn't: with nodes that are there, and with one that an autoscaler adds. */
  readonly failover: { readonly lower: number; readonly upper: number };
  /** Seconds that its pods take to start beyond the time that the topology states, which a repair includes. */
  readonly late: number;
  /** Whether room elsewhere is sure whatever other workloads do. */
  readonly roomIsSure: boolean;
}
