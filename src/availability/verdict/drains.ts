import { drain, type Evictions } from '../placement/drain';
import type { Grid } from '../placement/grid';
import { sum } from '../placement/search';
import type { Counts } from '../placement/symmetry';
import { alwaysReturns, losesParts } from '../placement/zonal';
import type { Budget } from '../workload/budget';
import { toleratesCordon } from '../workload/tolerations';
import { type Blocked, gridOfWork, type Planned, placeOf, pods, restOf, short } from './planned';

/** Drains that one question may look at, each with a search of its own. */
const mostDrains = 400;

/** Of those that a budget lets go at once, the drains that may be searched for pods of an earlier one that are still away. */
const mostOverlaps = 40;

/** A drain waits forever where a budget never allows an eviction; where two budgets select a pod the eviction API refuses always (kubernetes.io, API-initiated eviction). */
export function drainsOf(planned: Planned): readonly Blocked[] {
  const { workload, placements } = planned;
  const [first, second] = workload.budgets;
  if (!first || workload.kind === 'DaemonSet' || placements.replicas === 0) return [];
  if (second) return [twoBudgets];
  if (first.unscaled) return [unscaled(first.unscaled.certain)];
  if (first.allowed === 0) return [nothingAllowed];
  return waiting(planned, first);
}

const twoBudgets: Blocked = {
  event: 'drain',
  certain: true,
  tell: ({ budgets }) => ({
    because: `budgets ${budgets.map((budget) => short(budget.object)).join(' and ')} both select its pods, and the eviction API then refuses every eviction`,
    object: budgets[1]?.object ?? '',
  }),
};

const nothingAllowed: Blocked = {
  event: 'drain',
  certain: true,
  tell: ({ budgets: [budget] }) => ({ because: `budget ${short(budget?.object ?? '')} allows 0 evictions`, object: budget?.object ?? '' }),
};

function unscaled(certain: boolean): Blocked {
  return {
    event: 'drain',
    certain,
    tell: ({ budgets: [budget] }) => ({
      because: `budget ${short(budget?.object ?? '')} also selects the pods of ${budget?.unscaled?.object}, which has no scale subresource, so it allows 0 evictions; select each by labels of its own, or write minAvailable as a number`,
      object: budget?.object ?? '',
    }),
  };
}

/**
 * Some of a node's pods are evicted, find no other node, stay unready, and the budget spares the rest forever; pods that wait already are counted as unavailable too.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, countHealthyPods: the pods that are expected are those of the workload's scale.
 */
function waiting({ workload, placements }: Planned, { allowed }: Budget): readonly Blocked[] {
  const grid = gridOfWork(placements);
  const { pins } = workload.storage;
  // A claim of one node at a time lets no pod go before all have gone.
  const place = pins === 'node' || pins === 'one node' ? undefined : placeOf(workload) === 'anywhere' ? 'anywhere' : 'own zone';
  const evictions: Evictions = { replicas: placements.replicas, allowed, place };
  const rest = restOf(placements).filter((counts) => sum(counts) > 0);
  if (!grid) return fullest(placements.grid, rest) > 1 ? [unsearched(fullest(placements.grid, rest), allowed)] : [];
  // The next node is cordoned before the pods of the last one are back, and the pods on it no longer count.
  if (pins !== 'free' && (losesParts(grid) || grid.rules.some((rule) => rule.honorsTaints))) {
    const comesBack = pins === 'zone' && allowed === 1 && rest.every((counts) => sum(counts) === placements.replicas);
    return comesBack && alwaysReturns(grid, rest, true) ? [] : [overlapping(allowed)];
  }
  let overlaps = 0;
  // A pod of the next node waits for it, those of the last one are made after that pod, and the budget counts them all.
  let free = !(workload.ordered && pins !== 'free' && allowed > 1 && fullest(grid, rest) > 1);
  const endsAmidAnother = (counts: Counts, leaf: number, load: number) =>
    ++overlaps <= mostOverlaps && always(drain(grid, counts, leaf, load, { ...evictions, overlaps: true }));
  let some: number | undefined;
  let away = 0;
  let unseen: number | undefined;
  // A pod that tolerates the cordon may come back to the node itself, and a drain waits only for those that it found there.
  let certain = rest.length > 0 && placements.afterFailure.complete && !toleratesCordon(workload.tolerations);
  let searched = 0;
  for (const counts of rest) {
    let sure = false;
    for (const { leaf, load, least } of loadsOf(grid, counts)) {
      const missing = placements.replicas - sum(counts);
      if (load <= allowed - missing) {
        // Volumes and the order of a StatefulSet's pods may even keep a single one from coming back before another.
        if ((load > 1 || (pins !== 'free' && allowed > 1)) && free) free = endsAmidAnother(counts, leaf, load);
        continue;
      }
      if (allowed > 1 && free) free = endsAmidAnother(counts, leaf, load);
      if (++searched > mostDrains) {
        unseen = Math.max(unseen ?? 0, load);
        break;
      }
      const { ends, stops, complete } = drain(grid, counts, leaf, load, evictions);
      if (stops) [some, away] = [Math.max(some ?? 0, load), Math.max(away, missing)];
      else if (!complete) unseen = Math.max(unseen ?? 0, load);
      if (!ends && complete) sure ||= least === load || neverEnds(drain(grid, counts, leaf, least, evictions));
    }
    certain &&= sure;
  }
  if (some !== undefined) return [away >= allowed ? spared(away, certain) : noOtherNode(some, allowed, certain)];
  if (unseen !== undefined) return [unsearched(unseen, allowed)];
  return free ? [] : [overlapping(allowed)];
}

function always({ stops, complete }: ReturnType<typeof drain>): boolean {
  return !stops && complete;
}

function neverEnds({ ends, complete }: ReturnType<typeof drain>): boolean {
  return !ends && complete;
}

/** The nodes that differ, each with the most and the fewest pods that its fullest one carries. */
function loadsOf(grid: Grid, counts: Counts): readonly { leaf: number; load: number; least: number }[] {
  const seen = new Set<string>();
  return counts.flatMap((count, leaf) => {
    const { cell, nodes = 1, perNode = 0, perNodeAndRevision = 0 } = grid.leaves[leaf] ?? {};
    const key = `${grid.nodeLevel ? cell : leaf}/${count}`;
    if (count === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ leaf, load: Math.min(count, perNode, perNodeAndRevision), least: Math.ceil(count / Math.max(1, nodes)) }];
  });
}

/** The most pods that one node carries in any of some placements. */
export function fullest(grid: Grid, rest: readonly Counts[]): number {
  return Math.max(0, ...rest.flatMap((counts) => loadsOf(grid, counts).map(({ load }) => load)));
}

function spared(away: number, certain: boolean): Blocked {
  return {
    event: 'drain',
    certain,
    tell: ({ budgets: [budget] }) => ({
      because: `${pods(away)} may wait for a node; budget ${short(budget?.object ?? '')} counts them as unavailable, and then allows no eviction`,
      object: budget?.object ?? '',
    }),
  };
}

function noOtherNode(load: number, allowed: number, certain: boolean): Blocked {
  return {
    event: 'drain',
    certain,
    tell: ({ budgets: [budget] }) => ({
      because: `one node may carry ${pods(load)}, and budget ${short(budget?.object ?? '')} allows ${allowed} unavailable at a time: an evicted pod may find no other node, so the next one is never evicted`,
      object: budget?.object ?? '',
    }),
  };
}

function overlapping(allowed: number): Blocked {
  return {
    event: 'drain',
    certain: false,
    tell: ({ budgets: [budget] }) => ({
      because: `budget ${short(budget?.object ?? '')} lets the next drain begin while ${pods(allowed)} of the last one may wait for a node, which the next one may have closed to them`,
      object: budget?.object ?? '',
    }),
  };
}

function unsearched(load: number, allowed: number): Blocked {
  return {
    event: 'drain',
    certain: false,
    tell: ({ budgets: [budget] }) => ({
      because: `one node may carry ${pods(load)}, and budget ${short(budget?.object ?? '')} allows ${allowed} unavailable at a time; whether every evicted pod finds another node takes more states than can be searched`,
      object: budget?.object ?? '',
    }),
  };
}
