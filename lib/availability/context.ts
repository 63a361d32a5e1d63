import type { Assessment, Shapes } from './assessment';
import type { Cluster, Room } from './cluster';
import type { Options } from './judge';
import type { Bounds, CutSet, Verdict } from './result';
import type { Topology } from './topology';
import type { Workload } from './workload';

/** Everything that a verdict is made from. */
export interface Context {
  readonly cluster: Cluster;
  readonly topology: Topology;
  readonly workloads: readonly Workload[];
  readonly demand: Room;
  /** By kind, namespace and name. */
  readonly assessments: Pick<ReadonlyMap<string, Assessment>, 'get'>;
  readonly options: Options;
  readonly memory: Memory;
}

/** What was computed before, by shape; it lives as long as one judgement. */
export interface Memory {
  readonly shapes: Shapes;
  readonly figures: Map<string, Bounds>;
  /** Of the services tried by the search for advice: by the shapes of the chain and the target. */
  readonly verdicts: Map<string, Verdict>;
  readonly cutSets: Map<string, readonly CutSet[]>;
}
