import type { Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import { ObjectIndex } from '../manifests/object-index';
import { contextOf } from './judge';
import type { Grid } from './placement/grid';
import { mostImages, orbit } from './placement/orbit';
import type { PlacementSet } from './placement/placement-set';
import { doubtOf, type Sides } from './transition-doubt';
import { type TransitionObstacle, transitionObstacles } from './transition-obstacles';
import { TransitionReferences } from './transition-references';
import type { Assessment } from './verdict/assessment';
import type { Planned } from './verdict/planned';
import { rolloutsOf } from './verdict/rollouts';
import { withoutServicesOf } from './workload/unknown-services';
import type { Workload } from './workload/workload';

/** Whether a rolling update from one pod template to another ends. */
export interface Transition {
  readonly verdict: 'safe' | 'stuck' | 'unknown';

  /** Why, in a sentence. */
  readonly because: string;
}

/**
 * Whether a rolling update from the pods of some manifests to those of others ends: from every placement that the first leave, by the rules of the
 * second. Undefined for a workload that is not in both.
 *
 * The old pods are counted as if they were as large as the new ones, so nothing is said of pods that become smaller. Other workloads that become smaller, or
 * go, are counted as they were.
 */
export function transitionsOf(before: ObjectIndex, after: ObjectIndex, topology: Topology): (id: string) => Transition | undefined {
  const old = contextOf(before, withoutServicesOf(after, before, topology), { withoutAdvice: true });
  const own = withoutServicesOf(before, after, topology);
  // Shapes are named within one memory: compared by name, they have to come from the same.
  const assess = (index: ObjectIndex) => contextOf(index, own, { withoutAdvice: true }, undefined, old);
  const next = assess(after);
  const references = new TransitionReferences({ before, after }, topology);
  const smaller = old.workloads.filter((workload) => isSmaller(workload, next.assessments.get(idOf(workload)))).map(idOf);
  return (id) => {
    const [from, alone] = [old.assessments.get(id), next.assessments.get(id)];
    if (!from || !alone) return undefined;
    const missing = references.obstaclesOf(id);
    const later = transition(from, alone, { before, after }, missing);
    const others = smaller.filter((other) => other !== id);
    if (others.length === 0 || later.verdict !== 'safe') return later;
    const crowded = assess(asTheyWere(others, before, after)).assessments.get(id);
    const now = crowded && transition(from, crowded, { before, after }, missing);
    if (now?.verdict === 'safe') return later;
    return { verdict: 'unknown', because: `it may have to wait until ${others.join(', ')} makes room` };
  };
}

/** Whether a workload takes less room after the change, or none. */
function isSmaller(old: Workload, next: Assessment | undefined): boolean {
  if (!next || next.workload.peak < old.peak) return true;
  return Object.entries(old.requests).some(([name, amount]) => amount > (next.workload.requests[name] ?? 0));
}

/** The manifests after the change with some workloads as they were before. */
function asTheyWere(ids: readonly string[], before: ObjectIndex, after: ObjectIndex): ObjectIndex {
  const old = before.objects.filter((object) => ids.includes(idOf(object)));
  return new ObjectIndex([...after.objects.filter((object) => !ids.includes(idOf(object))), ...old]);
}

function transition(from: Assessment, to: Assessment, sides: Sides, missing: readonly TransitionObstacle[]): Transition {
  const obstacles = [...missing, ...transitionObstacles(from, to)];
  const certain = obstacles.find((it) => it.certain);
  if (certain) return { verdict: 'stuck', because: certain.because };
  const [obstacle] = obstacles;
  if (obstacle) return { verdict: 'unknown', because: obstacle.because };
  const doubt = doubtOf(from, to, sides);
  if (doubt !== undefined) return { verdict: 'unknown', because: doubt };
  const planned = plannedOf(from, to);
  if (!planned) return { verdict: 'unknown', because: 'the old pods may be in more placements than can be searched' };
  const onTheWay = rolloutsOf(planned);
  const [stuck] = onTheWay
    .map(({ certain, tell }) => ({ certain: certain && isExact(from, to), because: tell(to.workload).because }))
    .sort((a, b) => Number(b.certain) - Number(a.certain));
  if (stuck) return { verdict: stuck.certain ? 'stuck' : 'unknown', because: stuck.because };
  return { verdict: 'safe', because: 'from every placement that the old pods may have, each new pod finds a node' };
}

/** The new pods from the placements of the old ones. With `Recreate` none of them is left, and under the same rules they are those of the new ones. */
function plannedOf(from: Assessment, to: Assessment): Planned | undefined {
  const { workload, placements } = to;
  if (workload.strategy.type === 'recreate' || from.shape === to.shape) return { workload, placements };
  const { fresh, afterRollouts, afterFailure, grid } = from.placements;
  const bounded = placements.bounded ?? from.placements.bounded;
  const isAlike = JSON.stringify(grid.symmetry.classes) === JSON.stringify(placements.grid.symmetry.classes);
  const [first, second, third] = [fresh, afterRollouts, afterFailure].map((set) => (isAlike ? set : imagesOf(set, grid)));
  if (!first || !second || !third) return undefined;
  return {
    workload,
    placements: { ...placements, fresh: first, afterRollouts: second, afterFailure: third, bounded },
    fromElsewhere: true,
  };
}

/** Placements that one search may start from. */
const mostStarts = 2_000;

/** The new rules may tell apart what is alike to the old ones. Undefined where that makes too many placements. */
function imagesOf(set: PlacementSet, grid: Grid): PlacementSet | undefined {
  const [full, partial] = [set.full, set.partial].map((all) => all.map((counts) => orbit(grid, counts)));
  const images = [...(full ?? []), ...(partial ?? [])];
  if (images.some(({ length }) => length >= mostImages) || images.flat().length > mostStarts) return undefined;
  return { ...set, full: full?.flat() ?? [], partial: partial?.flat() ?? [] };
}

/** Whether the old pods are counted as what they are: those that are smaller, ask for no port of the node, or share one, leave more room. */
function isExact(from: Assessment, to: Assessment): boolean {
  const [old, next] = [from.workload, to.workload];
  const grows = Object.entries(next.requests).some(([name, amount]) => amount > (old.requests[name] ?? 0));
  const perNode = from.placements.grid.leaves.map((leaf) => leaf.perNode);
  const isTighter = to.placements.grid.leaves.some((leaf, index) => leaf.perNode > 0 && leaf.perNode < (perNode[index] ?? 0));
  return next.strategy.type === 'recreate' || (!grows && !isTighter && (old.hostPorts || !next.hostPorts));
}
