import type { Candidate, Setting } from './candidate';
import { candidatesOf } from './candidate';
import type { Cluster, Room } from './cluster';
import { roomIsSure } from './placement/capacity';
import { movesOf } from './placement/relocation';
import type { PlacementSet, Placements } from './placement/sets';
import { placementsOf } from './placement/sets';
import { type Counts, keyOf } from './placement/symmetry';
import { type Predicate, predicateOf } from './predicate';
import type { Workload } from './workload';

/** The three sets, from a fresh deployment on; each holds the one before. */
export const stages = ['fresh', 'afterRollouts', 'afterFailure'] as const;
export type Stage = (typeof stages)[number];

/** A placement, the first stage at which it may be met, and its figures. */
export interface Met {
  readonly counts: Counts;
  readonly since: number;
  readonly candidates: readonly Candidate[];
}

/** One workload by itself: where its pods may stand and what follows. */
export interface Assessment {
  readonly workload: Workload;
  readonly placements: Placements;
  readonly predicate: Predicate;
  readonly setting: Setting;
  readonly met: readonly Met[];
}

/** Assesses a workload: its placements and the figures of each. */
export function assess(workload: Workload, cluster: Cluster, demand: Room): Assessment {
  const nodesGo = Number.isFinite(cluster.times.nodeReplacement);
  const placements = placementsOf(workload, cluster, nodesGo);
  const predicate = predicateOf(workload, placements.replicas);
  const setting: Setting = {
    cluster,
    grid: placements.grid,
    predicate,
    moves: movesOf(workload, nodesGo),
    failover: failoverOf(workload, cluster),
    roomIsSure: workload.storage.pins !== 'shared' && roomIsSure(workload, cluster, demand),
  };
  const since = new Map<string, { counts: Counts; since: number }>();
  stages.forEach((stage, index) => {
    const { full, partial } = placements[stage];
    for (const counts of [...full, ...partial]) if (!since.has(keyOf(counts))) since.set(keyOf(counts), { counts, since: index });
  });
  const met = [...since.values()].map((it) => ({ ...it, candidates: candidatesOf(setting, it.counts) }));
  return { workload, placements, predicate, setting, met };
}

/**
 * Seconds until a lost pod runs elsewhere: the node is seen as dead, the pod's toleration ends, a replacement starts. A StatefulSet's pod has to wait for the end of its
 * Node object, a DaemonSet's never moves.
 *
 * Source: kubernetes.io, Taint-based evictions; kubernetes.io, Force Delete StatefulSet Pods.
 */
export function failoverOf(workload: Workload, cluster: Cluster): number {
  const { nodeMonitorGrace, toleration, podStart, nodeReplacement } = cluster.times;
  if (workload.kind === 'DaemonSet') return Number.POSITIVE_INFINITY;
  if (workload.kind === 'StatefulSet') return nodeReplacement + podStart;
  return nodeMonitorGrace + (workload.toleration ?? toleration) + podStart;
}

/** The set of a stage. */
export function setOf(assessment: Assessment, stage: number): PlacementSet {
  return assessment.placements[stages[stage] as Stage];
}
