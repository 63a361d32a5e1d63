import type { Cluster } from '../../../cluster/cluster';
import type { Workload } from '../../workload/workload';
import type { Outage } from './certificate';
import type { Claim } from './claim';
import type { Rival } from './rivals';

/** A workload among all others. */
export interface Entry {
  readonly id: string;
  readonly claim: Claim;
  readonly rivals: readonly Rival[];
}

/** What can be asked about all workloads of a cluster together. */
export interface Neighbourhood {
  readonly cluster: Cluster;
  /** All that takes room. */
  readonly members: () => readonly Entry[];
  readonly entry: (id: string) => Entry | undefined;
  /** Whether a place were sure if the workload were another, with nothing lost or with a node. */
  readonly isSureWith: (entry: Entry, workload: Workload, outage: Outage) => boolean;
  /** The same workloads with so many nodes more in some cells. */
  readonly larger: (cells: readonly number[], extra: number) => Neighbourhood;
}
