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

/** At any time, or only while nothing but a fresh start has happened: then all pods are of one revision. */
export type When = 'at any time' | 'after a fresh start';

/** What can be asked about all workloads of a cluster together. */
export interface Neighbourhood {
  readonly cluster: Cluster;
  /** All that takes room. */
  readonly members: () => readonly Entry[];
  readonly entry: (id: string) => Entry | undefined;
  /** Whether a place were sure if the workload were another, with nothing lost or with a node. */
  readonly isSureWith: (entry: Entry, workload: Workload, outage: Outage) => boolean;
  /** Whether as many pods of a workload as it has at rest stand for certain once nothing moves, whatever the others do. */
  readonly surelyStands: (entry: Entry, when: When) => boolean;
  /** The same workloads with so many nodes more in some cells. */
  readonly larger: (cells: readonly number[], extra: number) => Neighbourhood;
}
