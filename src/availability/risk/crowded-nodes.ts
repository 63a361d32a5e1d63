import type { EventName } from '../verdict/events';
import { between } from './estimate';
import type { Estimate } from './risk';
import type { Situation } from './situation';

/** Whether one node may hold so many of its pods that too few are left without it, in some placement that the scheduler can reach. */
export function mayStop({ member }: Situation, event: Extract<EventName, 'lose one node' | 'drain one node'>): boolean {
  return member.outcomes.some((it) => it.event === event && !it.survives);
}

/** The pods that it can lose at a time. */
export function toSpare({ member }: Situation): number {
  const { tolerated, shards } = member.predicate;
  return Math.max(0, Math.min(tolerated, (shards?.copies ?? Number.POSITIVE_INFINITY) - 1));
}

/**
 * How many nodes can stop it, each by itself: one holds at least one pod more than can be spared, so of n pods with t to spare at most n / (t + 1) do. That isn't rounded down:
 * what is over stands for the requests to the pods of other nodes, which fail for no longer.
 */
export function crowdedNodes(situation: Situation): { readonly count: number; readonly because: string } {
  const { pods, member } = situation;
  const { cluster, grid } = member.setting;
  const open = new Set(grid.leaves.filter(({ perNode }) => perNode > 0).map(({ cell }) => cell));
  const nodes = [...open].reduce((sum, at) => sum + (cluster.cells[at]?.growth?.nodes ?? cluster.cells[at]?.nodes ?? 0), 0);
  const each = toSpare(situation) + 1;
  // Pods that find no node at all count as on nodes of their own.
  const count = nodes > 0 ? Math.min(nodes, pods / each) : pods;
  const because = count === nodes ? `${nodes} of ${nodes} nodes` : `${pods} pods, ${each} on a node that stops it`;
  return { count, because };
}

/** All requests, or the least that they come to where no node holds too many. */
export function allRequests(least: number): Estimate {
  return between(Math.min(1, least), 1, 1, { source: 'fewer pods than needed count as an outage for all', basis: 'default' });
}
