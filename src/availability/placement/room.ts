import { offered, type Room } from '../../cluster/cluster';
import type { Amounts } from '../../manifests/requests';

/** What one pod takes of a node, itself included: only what it takes at all. */
export function takenBy(requests: Amounts): readonly (readonly [resource: string, amount: number])[] {
  return [...Object.entries(requests).filter(([, amount]) => amount > 0), ['pods', 1]];
}

/** How many pods with such requests fit. */
export function podsIn(room: Room, requests: Amounts): number {
  let pods = Number.POSITIVE_INFINITY;
  for (const [resource, amount] of takenBy(requests)) pods = Math.min(pods, Math.floor(offered(room, resource) / amount));
  return pods;
}
