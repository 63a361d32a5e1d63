import { clusterOf, nodesAreDeleted } from '../cluster/cluster';
import type { Topology } from '../cluster/topology';
import type { ObjectIdentity } from '../manifests/diagnostic';
import type { ObjectIndex } from '../manifests/object-index';
import type { PlacementSet } from './placement/placement-set';
import { type Placements, placementsOf } from './placement/sets';
import { canonical, countsKey, zoneVector } from './placement/symmetry';
import type { Workload } from './workload/workload';
import { workloadsOf } from './workload/workloads';

/** How many pods of a workload stand on each node: the nodes of every zone and pool, in the topology's order. */
export type PodsOnNodes = readonly (readonly number[])[];

/** A set of placements that can be asked whether it holds one. */
export interface PredictedSet {
  /** Pods per zone, sorted descending, of the placements with every pod bound, each distinct one once. */
  readonly vectors: readonly (readonly number[])[];
  /** Whether each member can be reached; else the set is larger than what can be. */
  readonly exact: boolean;
  /** Whether every member is listed. */
  readonly complete: boolean;
  /** Whether the pods may be found at rest like this, the missing ones waiting for a node. */
  readonly holds: (pods: PodsOnNodes) => boolean;
}

/** Where the pods of one workload may be found at rest. */
export interface Prediction extends ObjectIdentity {
  readonly replicas: number;
  readonly fresh: PredictedSet;
  readonly afterRollouts: PredictedSet;
  readonly afterFailure: PredictedSet;
  /** Why the sets are larger than what can be reached, where a rule was left out. */
  readonly approximate?: string;
}

/** The placements of each workload of some manifests, to be held against those that a cluster shows. */
export function predict(index: ObjectIndex, topology: Topology): readonly Prediction[] {
  const cluster = clusterOf(topology);
  const nodesGo = nodesAreDeleted(cluster);
  return workloadsOf(index, cluster, topology).map((read) => {
    // What keeps pods from being made keeps them out of every set.
    const workload = { ...read, approximate: read.approximate ?? read.obstacles[0]?.because };
    const placements = placementsOf(workload, cluster, nodesGo);
    const set = (of: PlacementSet) => predictedSet(placements, of, workload);
    return {
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
      replicas: placements.replicas,
      fresh: set(placements.fresh),
      afterRollouts: set(placements.afterRollouts),
      afterFailure: set(placements.afterFailure),
      ...(workload.approximate === undefined ? {} : { approximate: workload.approximate }),
    };
  });
}

function predictedSet(
  { grid, replicas }: Placements,
  { full, partial, exact, complete, holds = () => true }: PlacementSet,
  workload: Workload,
): PredictedSet {
  const known = new Set([...full, ...partial].map((counts) => countsKey(canonical(grid.symmetry, [...counts]))));
  const vectors = full.map((counts) => zoneVector(grid.leaves, grid.zones, counts).sort((a, b) => b - a));
  return {
    vectors: [...new Map(vectors.map((vector) => [vector.join(), vector])).values()],
    exact: exact && workload.approximate === undefined,
    complete,
    holds: (pods) => {
      const waiting = replicas - pods.flat().reduce((sum, load) => sum + load, 0);
      const fits = grid.leaves.every(({ cell, perNode, perNodeAndRevision }) =>
        (pods[cell] ?? []).every((load) => load <= Math.min(perNode, perNodeAndRevision)),
      );
      // A rule that was left out may keep any of them waiting.
      if (!fits || (waiting > 0 && workload.approximate !== undefined)) return fits;
      const counts = grid.nodeLevel ? pods.flat() : pods.map((nodes) => nodes.reduce((sum, load) => sum + load, 0));
      return known.has(countsKey(canonical(grid.symmetry, [...counts]))) || (!complete && waiting === 0 && holds(counts));
    },
  };
}
