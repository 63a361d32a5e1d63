import type { Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { contextOf } from './judge';
import type { Assessment } from './verdict/assessment';
import { stuckOf } from './verdict/progress';
import { rolloutsOf } from './verdict/rollouts';

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
 * The old pods are counted as if they were as large as the new ones, so nothing is said of pods that become smaller.
 */
export function transitionsOf(before: ObjectIndex, after: ObjectIndex, topology: Topology): (id: string) => Transition | undefined {
  const [old, next] = [before, after].map((index) => contextOf(index, topology, { withoutAdvice: true }).assessments);
  return (id) => {
    const [from, to] = [old?.get(id), next?.get(id)];
    return from && to && next && transition(from, to, next);
  };
}

function transition(from: Assessment, to: Assessment, others: Pick<ReadonlyMap<string, Assessment>, 'get'>): Transition {
  const doubt = doubtOf(from, to);
  if (doubt !== undefined) return { verdict: 'unknown', because: doubt };
  const { fresh, afterRollouts, afterFailure } = from.placements;
  const bounded = to.placements.bounded ?? from.placements.bounded;
  const placements = { ...to.placements, fresh, afterRollouts, afterFailure, bounded };
  const onTheWay = rolloutsOf({ workload: to.workload, placements }).map(({ certain, tell }) => ({ certain, ...tell(to.workload) }));
  const later = stuckOf(to, others).filter(({ event, object }) => event === 'rolling update' && object === idOf(to.workload));
  const [stuck] = [...onTheWay, ...later].sort((a, b) => Number(b.certain) - Number(a.certain));
  if (stuck) return { verdict: stuck.certain ? 'stuck' : 'unknown', because: stuck.because };
  return { verdict: 'safe', because: 'from every placement that the old pods may have, each new pod finds a node' };
}

/** What the check can't follow; undefined if it can. */
function doubtOf(from: Assessment, to: Assessment): string | undefined {
  if (from.workload.replicas !== to.workload.replicas) return 'the number of replicas changes with the pod template';
  const [unmodelled] = [...from.workload.unmodelled, ...to.workload.unmodelled];
  if (unmodelled !== undefined) return unmodelled;
  if (leavesOf(from) !== leavesOf(to)) return 'the rules of the old pods and of the new ones tell other nodes apart';
  const shrinks = Object.entries(from.workload.requests).find(([name, amount]) => amount > (to.workload.requests[name] ?? 0));
  return shrinks && `the new pods request less ${shrinks[0]}, and the old ones take more room than the check assumes`;
}

/** The places that the placements of an assessment are about. */
function leavesOf({ placements }: Assessment): string {
  return JSON.stringify(placements.grid.leaves.map(({ zone, cell, nodes }) => [zone, cell, nodes]));
}
