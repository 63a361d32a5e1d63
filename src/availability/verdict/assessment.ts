import { type Cluster, nodesAreDeleted } from '../../cluster/cluster';
import { accepts, fitting } from '../placement/grid';
import type { Joint, Outlook } from '../placement/joint/joint';
import { movesOf } from '../placement/relocation';
import { mostReplicas, type Placements, placementsOf } from '../placement/sets';
import { type Counts, countsKey } from '../placement/symmetry';
import type { Candidate } from '../probability/candidate';
import { candidatesOf } from '../probability/candidate';
import type { Setting } from '../probability/setting';
import { type Predicate, predicateOf } from '../workload/predicate';
import type { SpreadConstraint } from '../workload/spread';
import { startSeconds } from '../workload/start';
import { evictedAfter, repels, toleratesCordon } from '../workload/tolerations';
import type { Workload } from '../workload/workload';
import { type Outcome, outcomesOf } from './events';

/** The three sets, from a fresh deployment on; each holds the one before. */
export const stages = ['fresh', 'afterRollouts', 'afterFailure'] as const;
export type Stage = (typeof stages)[number];

/** A placement, the first stage at which it may be met, and its figures. */
interface StagedPlacement {
  readonly counts: Counts;
  readonly since: number;
  readonly candidates: readonly Candidate[];
}

/** One workload by itself: where its pods may run and what follows. */
export interface Assessment {
  readonly workload: Workload;
  readonly placements: Placements;
  readonly predicate: Predicate;
  readonly setting: Setting;
  readonly staged: readonly StagedPlacement[];
  readonly outcomes: readonly Outcome[];
  /** Whether its pods find a place beside all others. */
  readonly outlook: Outlook;
  /** A short name: workloads of one shape share it, and everything above but the workload itself and its outlook. */
  readonly shape: string;
  /** The same beside all others: what is proved of one workload, or proves it, is so for all that share it. */
  readonly standing: string;
}

/** Assessments by everything that they depend on but the outlook: many workloads differ by their names only. */
export type Shapes = Map<string, Shape>;

/** What workloads of one shape share. */
export type Shape = Omit<Assessment, 'workload' | 'outlook' | 'standing'>;

/** Assesses a workload: its placements and the figures of each. */
export function assess(workload: Workload, cluster: Cluster, joint: Joint, shapes: Shapes): Assessment {
  // A rule that is left out may keep a pod from the room that there is.
  const outlook = joint.of(workload);
  const { pins } = workload.storage;
  const isHeld = pins === 'shared' || pins === 'one node' || workload.replacementsWait;
  const sure = !isHeld && workload.approximate === undefined && outlook.recovers;
  const key = shapeOf(workload, cluster, sure);
  const known = shapes.get(key) ?? assessed(workload, cluster, sure, `shape ${shapes.size}`);
  shapes.set(key, known);
  return { ...known, workload, outlook, standing: `${known.shape} ${outlook.key}` };
}

function assessed(workload: Workload, cluster: Cluster, sure: boolean, shape: string): Shape {
  const nodesGo = nodesAreDeleted(cluster);
  const placements = placementsOf(workload, cluster, nodesGo);
  const predicate = predicateOf(workload, placements.replicas);
  const setting: Setting = {
    cluster,
    grid: placements.grid,
    predicate,
    moves: movesOf(workload, nodesGo, cluster),
    failover: failoverOf(workload, cluster),
    late: startSeconds(workload, cluster) - cluster.times.podStart,
    roomIsSure: sure,
  };
  const found = { placements, predicate, setting, staged: placementsIn(placements, setting), shape };
  return { ...found, outcomes: outcomesOf({ ...found, workload }) };
}

function placementsIn(placements: Placements, setting: Setting): readonly StagedPlacement[] {
  const since = new Map<string, { counts: Counts; since: number }>();
  stages.forEach((stage, index) => {
    const { full, partial } = placements[stage];
    for (const counts of [...full, ...partial]) if (!since.has(countsKey(counts))) since.set(countsKey(counts), { counts, since: index });
  });
  return [...since.values()].map((it) => new Placement(it.counts, it.since, setting));
}

/** The same workload where nodes, zones and pods fail as on another cluster: only its figures change. */
export function withRatesOf(assessment: Assessment, cluster: Cluster): Assessment {
  const setting = { ...assessment.setting, cluster };
  return { ...assessment, setting, staged: assessment.staged.map(({ counts, since }) => new Placement(counts, since, setting)) };
}

/** Its figures are computed when they are asked for: where an event stops the workload nobody asks. */
class Placement implements StagedPlacement {
  readonly counts: Counts;
  readonly since: number;
  private readonly setting: Setting;
  private known: readonly Candidate[] | undefined;

  constructor(counts: Counts, since: number, setting: Setting) {
    this.counts = counts;
    this.since = since;
    this.setting = setting;
  }

  get candidates(): readonly Candidate[] {
    this.known ??= candidatesOf(this.setting, this.counts);
    return this.known;
  }
}

/** Everything of a workload that its assessment depends on, as a text. */
function shapeOf(workload: Workload, cluster: Cluster, sure: boolean): string {
  const { kind, replicas, maximum, strategy, storage, toleration, tolerations, replacedAtOnce, startsIn, ordered, budgets } = workload;
  const { hostPorts, approximate } = workload;
  const { amount, source } = workload.need;
  return JSON.stringify([
    cluster.cells.map((cell) => [
      workload.selection.selects(cell.labels),
      storage.reaches(cell.labels),
      repels(tolerations, cell.taints),
      evictedAfter(tolerations, cell.taints),
      fitting(workload, cell),
    ]),
    workload.spreads.map((it) => [it.key, it.maxSkew, it.minDomains, it.honorsAffinity, it.honorsTaints, counted(it)]),
    workload.exclusions.map((it) => [it.key, it.perRevision]),
    [kind, replicas, maximum, strategy.type, strategy.surge, strategy.unavailable, storage.pins, storage.binding, storage.provisionedFirst],
    scaled(workload),
    [
      String(toleration),
      String(workload.notReadyToleration),
      replacedAtOnce,
      startsIn,
      ordered,
      budgets.map((it) => [it.allowed, it.unscaled?.certain, it.othersKey]),
      hostPorts,
      amount,
      source,
      workload.declared.elasticsearch,
      approximate !== undefined,
      workload.unbounded.length > 0,
      toleratesCordon(tolerations),
      workload.obstacles.map((it) => [it.event, it.certain]),
      sure,
    ],
  ]);
}

/** What changes with the number of pods that an autoscaler makes. */
function scaled({ replicas, peak, strategyAt, budgets }: Workload): readonly unknown[] {
  return Array.from({ length: Math.min(peak - replicas, mostReplicas) }, (_, index) => {
    const { surge, unavailable } = strategyAt(replicas + index + 1);
    return [surge, unavailable, ...budgets.map((it) => it.allowedAt(replicas + index + 1))];
  });
}

/** Which pods a constraint counts: its own or none, of one revision or of all, those of others too. */
function counted({ selectsItself, perRevision, countsAlso }: SpreadConstraint): readonly boolean[] {
  return [selectsItself, perRevision, countsAlso !== undefined];
}

/**
 * Seconds until a lost pod runs elsewhere: the node is seen as dead, the pod's toleration ends, a replacement starts. A StatefulSet's pod has to wait for the end of its
 * Node object, a DaemonSet's never moves.
 *
 * Source: kubernetes.io, Taint-based evictions; kubernetes.io, Force Delete StatefulSet Pods.
 */
function failoverOf(workload: Workload, cluster: Cluster): Setting['failover'] {
  const { nodeMonitorGrace, toleration, nodeReplacement } = cluster.times;
  if (workload.kind === 'DaemonSet') return { lower: Number.POSITIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  const tolerations = [workload.toleration ?? toleration, workload.notReadyToleration ?? toleration];
  const gone = (tolerated: number, collected: number) =>
    workload.replacedAtOnce ? nodeMonitorGrace + tolerated : nodeReplacement + collected;
  const start = startSeconds(workload, cluster);
  const detaches = workload.kind === 'StatefulSet' && workload.replacedAtOnce && workload.storage.pins === 'zone';
  const later = slowestGrowth(workload, cluster) + (detaches ? MOST_DETACHING : 0);
  return {
    lower: gone(Math.min(...tolerations), COLLECTED.least) + start,
    upper: gone(Math.max(...tolerations), COLLECTED.most) + start + later,
  };
}

/**
 * Seconds for which the disk of a deleted pod stays attached to its dead node.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/volume/attachdetach, ReconcilerMaxWaitForUnmountDuration.
 */
const MOST_DETACHING = 360;

/**
 * Seconds after the end of a Node object until its pods are deleted.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/podgc/gc_controller.go, quarantineTime and gcCheckPeriod.
 */
const COLLECTED = { least: 40, most: 60 } as const;

/** Where pools grow, a replaced pod may have to wait for a node. */
function slowestGrowth(workload: Workload, cluster: Cluster): number {
  return Math.max(0, ...cluster.cells.map((cell) => (cell.growth && accepts(workload, cell) ? cell.growth.start : 0)));
}
