import { clusterOf } from '../cluster/cluster';
import type { Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { adviceFor } from './advice/advice';
import { onlyPodOf } from './advice/only-pod';
import { assumptionsOf } from './assumptions';
import type { Grid } from './placement/grid';
import { Joint } from './placement/joint/joint';
import type { PlacementSet } from './placement/placement-set';
import { zoneVector } from './placement/symmetry';
import type { Answer, DependencyResult, PlacementResult, ServiceResult } from './result';
import { downtimeOf } from './risk/downtime';
import { type Assessment, assess, stages } from './verdict/assessment';
import { type Context, type Memory, memoryOf, type Options } from './verdict/context';
import { cutSetsOf, cutSetsOfChain } from './verdict/cut-sets';
import { heldUp } from './verdict/neighbours';
import { stuckOf } from './verdict/progress';
import { boundsOf, type Judgement, verdictOf } from './verdict/verdict';
import { withoutCopies } from './workload/copies';
import { type EntryPoint, entryPointsOf } from './workload/entry-points';
import { rejectUnknownServices } from './workload/unknown-services';
import type { Workload } from './workload/workload';
import { competitorsOf, workloadsOf } from './workload/workloads';

/** Mean Gregorian minutes, as the 8766 hours of a year. */
const minutesPerYear = 525_960;

/**
 * Judges how available every Deployment, StatefulSet and DaemonSet of some manifests is on a cluster.
 *
 * Pure: the same manifests and topology give the same answer, which is plain JSON data.
 */
export function judge(index: ObjectIndex, topology: Topology, options: Options = {}): Answer {
  const context = contextOf(index, topology, options);
  const { workloads } = context;
  const entryPoints = entryPointsOf(context.index);
  const entrances = entrancesOf(entryPoints);
  return {
    services: workloads.map((workload) => service(workload, context, entrances.get(idOf(workload)))),
    assumptions: assumptionsOf(topology, context.cluster, workloads, entryPoints, context),
  };
}

/**
 * Reads the manifests and assesses each workload.
 *
 * @param beside what it shares the nodes with where the manifests don't hold all of that
 * @param before one on the same cluster: what follows from shapes alone is taken from it
 */
export function contextOf(
  manifests: ObjectIndex,
  topology: Topology,
  options: Options,
  beside?: (workloads: readonly Workload[]) => Joint,
  before?: Pick<Context, 'cluster' | 'memory'>,
): Context {
  const index = withoutCopies(manifests);
  const cluster = before?.cluster ?? clusterOf(topology);
  rejectUnknownServices(topology, index);
  const workloads = workloadsOf(index, cluster, topology);
  const joint = beside?.(workloads) ?? Joint.of([...workloads, ...competitorsOf(index, cluster, topology)], cluster);
  const assessments = new Map<string, Assessment>();
  const memory = memoryOf(before?.memory);
  for (const workload of workloads) assessments.set(idOf(workload), assess(workload, cluster, joint, memory.shapes));
  const again: Context['again'] = (changed, on, among, like) => contextOf(changed, on, options, among, like);
  return { cluster, topology, index, again, workloads, joint, assessments, standing: assessments, options, memory };
}

/** By workload, what leads to it. */
function entrancesOf(entryPoints: readonly EntryPoint[]): ReadonlyMap<string, readonly string[]> {
  const entrances = new Map<string, string[]>();
  for (const { object, workloads } of entryPoints)
    for (const workload of workloads) entrances.set(workload, [...(entrances.get(workload) ?? []), object]);
  return entrances;
}

function service(workload: Workload, context: Context, reachedBy: readonly string[] | undefined): ServiceResult {
  const assessment = context.assessments.get(idOf(workload)) as Assessment;
  const judgement = verdictOf(workload, context);
  const { lower, upper } = judgement.unavailability;
  // Before what a year costs: that asks how many minutes the sets of changes win that are found here.
  const advice = judgement.verdict === 'proved' || context.options.withoutAdvice ? [] : adviceFor(workload, context, judgement);
  return {
    service: workload.name,
    kind: workload.kind,
    namespace: workload.namespace,
    verdict: judgement.verdict,
    because: judgement.because,
    ...needResult(assessment),
    ...(judgement.target === undefined ? {} : { target: judgement.target }),
    unavailability: { lower, upper },
    availability: { lower: 1 - upper, upper: 1 - lower },
    nines: upper > 0 ? -Math.log10(upper) : null,
    minutesPerYear: upper * minutesPerYear,
    downtime: downtimeOf(judgement, context),
    singlePointsOfFailure: judgement.singlePointsOfFailure,
    cutSets: cutSetsOfChain(
      judgement.chain.map((member) => ({ cutSets: cutSets(member, context.memory), ...nameBeside(member, workload) })),
    ),
    events: assessment.outcomes.map(({ event, worstReady, recovers }) => ({
      event,
      worstReady,
      needed: assessment.predicate.needed,
      recovers,
      survives: judgement.survives(event),
      required: judgement.required(event),
    })),
    placements: placements(assessment, judgement, context),
    stuck: [...stuckOf(assessment, context.assessments), ...heldUp(assessment, context)],
    ...(workload.unmodelled.length > 0 ? { unmodelled: workload.unmodelled } : {}),
    advice,
    ...(advice.length === 0 && !context.options.withoutAdvice ? onlyPodResult(assessment, judgement, context) : {}),
    ...dependencyResults(workload),
    ...(judgement.soft.length > 0 ? { softDependencies: judgement.soft } : {}),
    ...(reachedBy ? { reachedBy } : {}),
  };
}

function needResult({ workload, predicate }: Assessment): Pick<ServiceResult, 'replicas' | 'needed' | 'neededSource' | 'neededBecause'> {
  const { source, because } = workload.need;
  const needed = source === 'unknown' ? null : predicate.needed;
  return { replicas: predicate.replicas, needed, neededSource: source, neededBecause: because };
}

function onlyPodResult(assessment: Assessment, judgement: Judgement, context: Context): Pick<ServiceResult, 'onlyPod'> {
  const onlyPod = onlyPodOf(assessment, judgement, context);
  return onlyPod ? { onlyPod } : {};
}

function dependencyResults({ declared: { dependsOn } }: Workload): Pick<ServiceResult, 'dependencies'> {
  if (dependsOn.length === 0) return {};
  const dependencies = dependsOn.map(({ from, isPossible, soft, ...it }): DependencyResult => {
    const need = soft ? 'soft' : isPossible ? 'possible' : 'required';
    return { service: idOf(it), need, source: from === undefined ? 'declared' : 'inferred', ...(from !== undefined && { because: from }) };
  });
  return { dependencies };
}

/** Workloads of one shape share them: nothing in them names a workload. */
function cutSets(member: Assessment, { cutSets: known }: Memory): ServiceResult['cutSets'] {
  const before = known.get(member.shape);
  if (before) return before;
  const found = cutSetsOf(member);
  known.set(member.shape, found);
  return found;
}

/** What a dependency is called beside the service itself. */
function nameBeside(member: Assessment, workload: Workload): { readonly of?: string } {
  return idOf(member.workload) === idOf(workload) ? {} : { of: member.workload.name };
}

function placements(assessment: Assessment, judgement: Judgement, context: Context): ServiceResult['placements'] {
  const [fresh, afterRollouts, afterFailure] = stages.map((stage, index): PlacementResult => {
    const { grid } = assessment.placements;
    const { exact, complete } = assessment.placements[stage];
    const unavailability = index === 2 ? judgement.unavailability : boundsOf(judgement.chain, index, context);
    return {
      vectors: vectorsOf(assessment.placements[stage], grid),
      unavailability,
      exact: exact && !assessment.workload.approximate,
      complete,
    };
  }) as [PlacementResult, PlacementResult, PlacementResult];
  return { fresh, afterRollouts, afterFailure };
}

const vectorsKnown = new WeakMap<PlacementSet, readonly (readonly number[])[]>();

/** The pods per zone of each placement; workloads of one shape share them. */
function vectorsOf(placements: PlacementSet, { leaves, zones }: Grid): readonly (readonly number[])[] {
  const known = vectorsKnown.get(placements);
  if (known) return known;
  const vectors = placements.full.map((counts) => zoneVector(leaves, zones, counts).sort((a, b) => b - a));
  const found = [...new Map(vectors.map((vector) => [vector.join(), vector])).values()].sort(compare);
  vectorsKnown.set(placements, found);
  return found;
}

/** The most even first. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
}
