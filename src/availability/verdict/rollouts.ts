import { idOf } from '../../manifests/identity';
import { proceedsAmidDrain } from '../placement/amid-drain';
import { proceedsAmidAnother } from '../placement/certificate';
import type { Grid } from '../placement/grid';
import { openTo, progress } from '../placement/progress';
import { sum } from '../placement/search';
import type { Counts } from '../placement/symmetry';
import { type Blocked, gridOfWork, type Planned, placeOf, pods, restOf } from './planned';

/** A rollout stops where it may take no pod away and no node takes one more, at its beginning or on its way. */
export function rolloutsOf(planned: Planned): readonly Blocked[] {
  const { workload, placements } = planned;
  const { strategy, kind } = workload;
  if (kind === 'DaemonSet' || strategy.type === 'on-delete' || placements.replicas === 0) return [];
  if (strategy.type === 'recreate') return recreation(planned);
  const rest = restOf(placements);
  const blocked = rest.length > 0 ? beginnings(planned, rest) : [];
  return blocked.length > 0 ? blocked : onTheWay(planned, rest);
}

/** Whether a rolling update that begins while another is going on might not end, though each by itself does: rules count one revision, and nodes have room for all. */
export function needsTheLastToEnd({ workload, placements }: Planned): boolean {
  const { kind, strategy, maximum, spreads, exclusions, storage } = workload;
  if (kind === 'DaemonSet' || strategy.type !== 'rolling') return false;
  if (![...spreads, ...exclusions].some(({ perRevision }) => perRevision)) return false;
  const grid = wholeGridOf(placements);
  return !grid || storage.pins !== 'free' || !proceedsAmidAnother(grid, maximum, maximum + workload.strategyAt(maximum).surge);
}

/**
 * Whether a rolling update and a drain that meet might each wait for the other: the one may take no more pods away while its next one has no node but the cordoned one, and a
 * budget then keeps the pods that are left there.
 */
export function needsNoDrain({ workload, placements }: Planned): boolean {
  const { kind, strategy, replicas, maximum, spreads, exclusions, storage, strategyAt } = workload;
  const [budget] = workload.budgets;
  if (!budget || kind === 'DaemonSet' || strategy.type !== 'rolling') return false;
  // Pods that volumes hold in their zones return to them whatever the others do, unless a rule counts revisions.
  if (storage.pins !== 'free') return [...spreads, ...exclusions].some(({ perRevision }) => perRevision);
  const grid = wholeGridOf(placements);
  if (!grid) return true;
  const standing = (pods: number) => pods - Math.max(strategyAt(pods).unavailable, budget.others.length > 0 ? 0 : budget.allowedAt(pods));
  const sizes = Array.from({ length: maximum - replicas + 1 }, (_, more) => replicas + more);
  return !proceedsAmidDrain(grid, Math.max(...sizes.map(standing)) - 1);
}

/** The grid with each of its rules; undefined where only bounds are known. */
function wholeGridOf({ grid, bounded }: Planned['placements']): Grid | undefined {
  return bounded ? bounded.grid : grid;
}

/** Pods that wait for a node already are the same trouble as none for the one more: either way no old pod may go. */
function beginnings({ workload, placements }: Planned, rest: readonly Counts[]): readonly Blocked[] {
  const { strategy } = workload;
  const { grid, replicas, afterFailure } = placements;
  const none = grid.leaves.map(() => 0);
  const isStuck = (counts: Counts) =>
    sum(counts) <= replicas - strategy.unavailable && openTo(grid, counts, none, placeOf(workload)).length === 0;
  const blocked = rest.filter(isStuck);
  if (blocked.length === 0) return [];
  const most = Math.max(...blocked.map(sum));
  const because =
    strategy.unavailable === 0
      ? `maxUnavailable is 0 and the pod that a rolling update adds finds no node: the rules allow ${pods(most)} and no more`
      : `${pods(replicas - most)} may wait for a node, so a rolling update may take no other away, and finds no node for a new one`;
  return [stuck(because, blocked.length === rest.length && afterFailure.complete)];
}

function onTheWay({ workload, placements, fromElsewhere = false }: Planned, rest: readonly Counts[]): readonly Blocked[] {
  const { strategy } = workload;
  const { replicas, bounded } = placements;
  const grid = gridOfWork(placements);
  // Where no rule tells places apart, the room of the pod that went is room for the one that comes.
  const plain = grid?.leaves.every((leaf) => leaf.perNodeAndRevision >= leaf.perNode) && grid.rules.length + grid.limits.length === 0;
  if (plain && !fromElsewhere) return [];
  const range = { replicas, least: Math.max(0, replicas - strategy.unavailable), most: replicas + strategy.surge };
  const known = bounded ? undefined : rest;
  const whole = bounded ? bounded.grid : grid;
  const { ends, stops, complete } = whole
    ? progress(whole, known, range, placeOf(workload), fromElsewhere)
    : { ends: false, stops: false, complete: false };
  if (stops)
    return [stuck('a rolling update may come to where it may take no pod away and no node takes the next new one', complete && !ends)];
  return complete ? [] : [stuck('whether every new pod of a rolling update finds a node takes more states than can be searched', false)];
}

/** All pods go, and the new ones come as to an empty cluster. */
function recreation({ placements }: Planned): readonly Blocked[] {
  const { full, partial, complete } = placements.fresh;
  if (partial.length === 0) return [];
  return [stuck('all pods go at once, and some of the new ones may find no node, whichever come first', full.length === 0 && complete)];
}

function stuck(because: string, certain: boolean): Blocked {
  return { event: 'rolling update', certain, tell: (workload) => ({ because, object: idOf(workload) }) };
}
