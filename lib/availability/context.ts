import type { Assessment } from './assessment';
import type { Cluster, Room } from './cluster';
import type { Options } from './judge';
import type { Topology } from './topology';
import type { Workload } from './workload';

/** Everything that a verdict is made from. */
export interface Context {
  readonly cluster: Cluster;
  readonly topology: Topology;
  readonly workloads: readonly Workload[];
  readonly demand: Room;
  /** By kind, namespace and name. */
  readonly assessments: ReadonlyMap<string, Assessment>;
  readonly options: Options;
}
