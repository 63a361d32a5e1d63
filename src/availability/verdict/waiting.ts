import { idOf } from '../../manifests/identity';
import { sum } from '../placement/search';
import { type Blocked, type Planned, pods } from './planned';

/** Pods that the workload's own rules and the nodes leave waiting indefinitely: when it is created, or after what moved some of them. */
export function waitingOf({ workload, placements }: Planned): readonly Blocked[] {
  const { fresh, afterFailure } = placements;
  if (workload.kind === 'DaemonSet') return [];
  const missing = [...fresh.partial, ...afterFailure.partial].map((counts) => placements.replicas - sum(counts));
  if (missing.length === 0) return [];
  const most = Math.max(...missing);
  const because = `${pods(most)} of ${placements.replicas} may wait for a node indefinitely: its constraints and the nodes may allow no more`;
  return [{ event: 'placement', certain: false, tell: (it) => ({ because, object: idOf(it) }) }];
}
