import { nodesAreDeleted } from '../cluster/cluster';
import type { Grid } from './placement/grid';
import { mostImages, orbit } from './placement/orbit';
import type { Counts } from './placement/symmetry';
import type { Stuck } from './result';
import type { Assessment } from './verdict/assessment';
import { unplaceable } from './verdict/explain';
import { pods, restOf } from './verdict/planned';
import { scalesOf } from './verdict/scales';
import { isEligible } from './workload/eligible-nodes';

/** What keeps new pods from running, and whether that is certain. */
export interface TransitionObstacle {
  readonly certain: boolean;

  /** In a sentence. */
  readonly because: string;
}

/** What keeps the pods after a change from running, whichever old one goes first: nodes that are too small or too few, volumes elsewhere, refused pods. */
export function transitionObstacles(from: Assessment, to: Assessment): readonly TransitionObstacle[] {
  const { obstacles, unmodelled } = to.workload;
  // What isn't known of the pods may be what gives them room.
  const isKnown = unmodelled.length === 0;
  // The pod that a rolling update adds is counted beside old pods as if these were like the new ones.
  const counts = ({ event, certain, because }: Stuck) => ({
    certain: certain && (event !== 'rolling update' || areInTheWay(from, to)),
    because,
  });
  const told = [...obstacles, ...to.outlook.stuck].filter(({ event }) => event !== 'drain').map(counts);
  return [...capacity(from, to), ...volumes(from, to)]
    .map(({ certain, because }) => ({ certain: certain && isKnown, because }))
    .concat(told)
    .concat(scales(from, to));
}

/** Whether the old pods surely take at least as much of the nodes of the new ones. */
function areInTheWay(from: Assessment, to: Assessment): boolean {
  const [old, next] = [from.workload, to.workload];
  const areSmaller = Object.entries(next.requests).some(([name, amount]) => (old.requests[name] ?? 0) < amount);
  return (
    !areSmaller &&
    old.replicas >= next.replicas &&
    to.setting.cluster.cells.every((cell) => !isEligible(old, cell) || isEligible(next, cell))
  );
}

/** The nodes that take the new pods are fewer than those, though no old pod were left. */
function capacity(from: Assessment, to: Assessment): readonly TransitionObstacle[] {
  const { workload, placements } = to;
  if (workload.kind === 'DaemonSet') return daemonCapacity(from, to);
  const most = mostPods(placements.grid);
  if (most >= workload.replicas) return [];
  if (most === 0) return [{ certain: true, because: `no node takes a new pod: ${unplaceable(to)}` }];
  return [{ certain: true, because: `the nodes take ${most} of ${pods(workload.replicas)}: ${unplaceable(to)}` }];
}

/** A DaemonSet without nodes has nothing to replace, unless it had some. */
function daemonCapacity(from: Assessment, to: Assessment): readonly TransitionObstacle[] {
  const { workload, placements, setting } = to;
  if (placements.replicas > 0) return [];
  if (setting.cluster.cells.some((cell) => isEligible(workload, cell)))
    return [{ certain: true, because: `no node takes a new pod: ${unplaceable(to)}` }];
  if (from.placements.replicas === 0) return [];
  return [{ certain: true, because: `the old pods go and no new one comes: ${unplaceable(to)}` }];
}

/** The most pods that the nodes take, however they come. */
function mostPods({ leaves, limits }: Grid): number {
  const room = leaves.map(({ nodes, perNode, perNodeAndRevision }) => nodes * Math.min(perNode, perNodeAndRevision));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const limited = limits.map(({ domainOf }) => {
    const open = new Set(domainOf.filter((domain, leaf) => domain >= 0 && (room[leaf] ?? 0) > 0));
    return open.size + sum(room.filter((_, leaf) => (domainOf[leaf] ?? -1) < 0));
  });
  return Math.min(sum(room), ...limited);
}

/** Pods whose volumes are where no node takes them any more: a pod comes back to its volume, and nowhere else. */
function volumes(from: Assessment, to: Assessment): readonly TransitionObstacle[] {
  const [old, next] = [from.workload.storage.pins, to.workload.storage.pins];
  if (old === 'free' || next === 'free' || mostPods(to.placements.grid) === 0) return [];
  const isNode = next === 'node' || next === 'one node';
  const placeOf = ({ zone, cell }: Grid['leaves'][number]) => (isNode ? cell : zone);
  const open = new Set(to.placements.grid.leaves.flatMap((leaf) => (leaf.perNode > 0 ? [placeOf(leaf)] : [])));
  const { grid, afterFailure } = from.placements;
  const lost = restOf(from.placements).flatMap((counts) => imagesOf(grid, counts) ?? []);
  const outside = (counts: Counts) => counts.reduce((sum, count, leaf) => sum + (isOpen(leaf) ? 0 : count), 0);
  const isOpen = (leaf: number) => {
    const it = grid.leaves[leaf];
    return it !== undefined && open.has(placeOf(it));
  };
  const numbers = lost.map(outside);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const where = isNode ? 'on nodes' : `in ${closedZones(to, open)}`;
  if (numbers.length > 0 && least > 0 && afterFailure.complete)
    return [{ certain: true, because: `the volumes of at least ${pods(least)} are ${where}, where no node takes a new pod` }];
  if (numbers.length > 0 && most > 0)
    return [{ certain: false, because: `the volumes of up to ${pods(most)} may be ${where}, where no node takes a new pod` }];
  if (isNode && from.shape !== to.shape)
    return [
      { certain: false, because: 'each pod comes back to the node of its volume, and whether that takes the new one is not followed' },
    ];
  return [];
}

function imagesOf(grid: Grid, counts: Counts): readonly Counts[] | undefined {
  const images = orbit(grid, counts);
  return images.length >= mostImages ? undefined : images;
}

function closedZones({ setting }: Assessment, open: ReadonlySet<number>): string {
  const names = setting.cluster.zones.flatMap(({ name }, zone) => (open.has(zone) ? [] : [name]));
  return names.join(' or ');
}

/** An autoscaler's pods: how many more than the fewest stand when the update begins is open. */
function scales(from: Assessment, to: Assessment): readonly TransitionObstacle[] {
  const { workload, setting } = to;
  const { replicas, peak, kind } = workload;
  if (kind === 'DaemonSet' || peak === replicas || replicas === 0) return [];
  if (from.shape !== to.shape)
    return [{ certain: false, because: `its autoscaler runs ${replicas} to ${pods(peak)}, and only an update of ${replicas} is followed` }];
  const found = scalesOf(to, setting.cluster, nodesAreDeleted(setting.cluster));
  return found.filter(({ event }) => event !== 'drain').map(({ tell }) => ({ certain: false, because: tell(workload).because }));
}
