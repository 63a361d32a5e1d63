import type { Cluster } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Joint } from '../placement/joint/joint';
import type { Member } from '../probability/series';
import type { Bounds, CutSet } from '../result';
import type { Workload } from '../workload/workload';
import type { Assessment, Shapes } from './assessment';

/** What is asked of every service that declares no target of its own. */
export interface Options {
  /** As a fraction, such as 0.999. @default none */
  readonly target?: number;
  /** Leaves out the search for changes that would flip a verdict. @default false */
  readonly withoutAdvice?: boolean;
  /** Looks for changes that win minutes even where the target is kept, or where there is none: of every service, or only of those with a target. @default false */
  readonly withSavings?: boolean | 'of targets';
  /**
   * What rules find in manifests, one text for each finding: advice after which they find more is not given.
   *
   * @default nothing
   */
  readonly findings?: (index: ObjectIndex) => readonly string[];
}

/** Everything that a verdict is made from. */
export interface Context {
  readonly cluster: Cluster;
  readonly topology: Topology;
  readonly index: ObjectIndex;
  /**
   * The same of other manifests, or on another cluster; `beside` says what they share the nodes with where they are only some of all, `before` is one on the same cluster.
   */
  readonly again: (
    index: ObjectIndex,
    topology: Topology,
    beside?: (workloads: readonly Workload[]) => Joint,
    before?: Pick<Context, 'cluster' | 'memory'>,
  ) => Context;
  readonly workloads: readonly Workload[];
  /** All that takes room, together. */
  readonly joint: Joint;
  /** By kind, namespace and name. */
  readonly assessments: Pick<ReadonlyMap<string, Assessment>, 'get'>;
  /** The same before any change that is tried on a model. */
  readonly standing: Context['assessments'];
  readonly options: Options;
  readonly memory: Memory;
}

/** What was computed before, by shape; it lives as long as one judgement. */
export interface Memory {
  readonly shapes: Shapes;
  readonly figures: Map<string, Bounds>;
  /** The upper bounds of those. */
  readonly uppers: Map<string, number>;
  /** What the search for advice has tried: by the shapes of the chain and the target. */
  readonly proved: Map<string, boolean>;
  readonly choices: Map<string, Choices>;
  readonly cutSets: Map<string, readonly CutSet[]>;
  readonly remedies: Map<string, readonly Remedy[]>;
}

/** A memory of nothing, or of what follows from shapes alone: what is proved depends on neighbours as well, and is looked at again. */
export function memoryOf(before?: Memory): Memory {
  return {
    shapes: before?.shapes ?? new Map(),
    figures: before?.figures ?? new Map(),
    uppers: before?.uppers ?? new Map(),
    proved: new Map(),
    choices: before?.choices ?? new Map(),
    cutSets: before?.cutSets ?? new Map(),
    remedies: new Map(),
  };
}

/** What proves a service: steps by their place in the list of all that are open to it, on a larger cluster where these alone are not enough. */
export interface Remedy {
  readonly growth?: string;
  readonly places: readonly number[];
}

/** What a workload's placements come to, beside others or by itself. */
export interface Choices {
  readonly lower: readonly Member[];
  readonly upper: readonly Member[];
}
