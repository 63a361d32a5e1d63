import type { Workload } from '../workload/workload';
import { afterRollouts } from './after-rollouts';
import { failures } from './failure';
import { type Rest, tooMany } from './fresh';
import type { Grid } from './grid';
import type { PlacementSet } from './placement-set';
import { within } from './shared';
import { type Counts, canonical, countsKey } from './symmetry';
import { losesParts, movedWithinZones, spreadsWithinZones, withinZones } from './zonal';

/** Where pods stand later that their volumes hold in a zone. */
interface Later {
  readonly afterRollouts: PlacementSet;
  readonly afterFailure: PlacementSet;
}

/**
 * L1 and L2 of pods with volumes: those stay in their zones, and the pods move within them.
 *
 * @returns undefined where there are too many placements to list
 */
export function pinned(workload: Workload, grid: Grid, l0: PlacementSet, most: number, nodesGo: boolean): Later | undefined {
  const { pins } = workload.storage;
  if (pins === 'shared') return inOneZone(workload, grid, l0, most, nodesGo);
  if (pins === 'zone' && spreadsWithinZones(grid)) return eachInItsZone(workload, grid, l0);
  return { afterRollouts: l0, afterFailure: l0 };
}

/** Pods that share a volume are like those without one, with room in its zone only. */
function inOneZone(workload: Workload, grid: Grid, l0: PlacementSet, most: number, nodesGo: boolean): Later | undefined {
  const { replicas, replacedAtOnce } = workload;
  const moved: Counts[] = [];
  const failed: Counts[] = [];
  const partial: Counts[] = [];
  let isReached = true;
  for (let zone = 0; zone < grid.zones; zone++) {
    const starts = l0.full.filter((counts) => counts.some((count, leaf) => count > 0 && grid.leaves[leaf]?.zone === zone));
    if (starts.length === 0) continue;
    const place = within(grid, zone);
    const rolled = afterRollouts(workload, place, starts, most);
    if (rolled === tooMany) return undefined;
    const later = failures(place, rolled, replicas, { whileDown: replacedAtOnce, nodesGo });
    if (later === tooMany) return undefined;
    moved.push(...rolled);
    failed.push(...later.full);
    partial.push(...later.partial);
    isReached &&= later.isReached;
  }
  const ofRevisions = [...grid.rules, ...grid.limits].some(({ perRevision }) => perRevision);
  const l1 = listed(grid, l0, moved, !ofRevisions);
  const waiting = listed(grid, l0, [...l0.partial, ...partial], true).full;
  const met = listed(grid, l0, failed, !ofRevisions && isReached);
  return { afterRollouts: l1, afterFailure: { ...met, partial: waiting } };
}

/** Pods that each have a volume of their own: what a rollout takes away at a time, and what else may be lost together. */
function eachInItsZone({ replicas, maximum, strategy }: Workload, grid: Grid, l0: PlacementSet): Later | undefined {
  // Of rules that leave something out of their count, and of an autoscaler, more is listed than can be reached.
  if (losesParts(grid) || maximum > replicas) {
    const all = withinZones(grid, l0.full);
    if (!all) return undefined;
    // With a skew of 1 a pod that goes leaves its own node the emptiest, or one as empty as those that it may go to.
    const staysEven = maximum === replicas && grid.rules.every(({ maxSkew }) => maxSkew === 1);
    const later = listed(grid, l0, all, false);
    return { afterRollouts: staysEven ? l0 : later, afterFailure: later };
  }
  const ofRevisions = grid.rules.some(({ perRevision }) => perRevision);
  const away = ofRevisions ? replicas : Math.max(1, strategy.unavailable);
  const moved = movedWithinZones(grid, l0.full, replicas - away);
  const lost = movedWithinZones(grid, l0.full, 0);
  if (moved === tooMany || lost === tooMany) return undefined;
  return { afterRollouts: restOf(grid, l0, moved), afterFailure: restOf(grid, l0, lost) };
}

function restOf(grid: Grid, l0: PlacementSet, { full, partial }: Rest): PlacementSet {
  return { ...listed(grid, l0, full, false), partial: listed(grid, l0, [...l0.partial, ...partial], true).full };
}

/** Placements, each once; those of a fresh start can be reached. */
function listed(grid: Grid, l0: PlacementSet, counts: readonly Counts[], isExact: boolean): PlacementSet {
  const known = new Map<string, Counts>();
  for (const each of counts) {
    const representative = canonical(grid.symmetry, [...each]);
    known.set(countsKey(representative), representative);
  }
  return { ...l0, full: [...known.values()], exact: l0.exact && (isExact || known.size === l0.full.length) };
}
