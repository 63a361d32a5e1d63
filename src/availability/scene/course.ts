import type { Cluster } from '../../cluster/cluster';
import type { Assessment } from '../verdict/assessment';
import type { Board } from './board';
import type { SceneEvent, ScenePod } from './scene';

/** All pods on their nodes. */
export interface Staged {
  readonly assessments: readonly Assessment[];
  readonly cluster: Cluster;
  readonly board: Board;
  readonly pods: readonly ScenePod[];
}

/** What an event takes away and gives back. */
export interface Course extends Pick<SceneEvent, 'fates'> {
  /** The most pods of each workload that are away at the same time. */
  readonly away: ReadonlyMap<number, Away>;
  readonly added?: readonly ScenePod[];
}

export interface Away {
  readonly pods: number;
  /** Of the copies of one shard. */
  readonly copies: number;
}
