import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { objectAt } from '../manifests/value';
import type { Assessment } from './verdict/assessment';

/** The manifests before and after a change. */
export interface Sides {
  readonly before: ObjectIndex;
  readonly after: ObjectIndex;
}

/** What the check of a rolling update can't follow; undefined if it can. */
export function doubtOf(from: Assessment, to: Assessment, sides: Sides): string | undefined {
  if (from.workload.replicas !== to.workload.replicas) return 'the number of replicas changes with the pod template';
  const [unmodelled] = [...from.workload.unmodelled, ...to.workload.unmodelled];
  if (unmodelled !== undefined) return unmodelled;
  if (leavesOf(from) !== leavesOf(to)) return 'the rules of the old pods and of the new ones tell other nodes apart';
  if (to.workload.strategy.type === 'recreate') return undefined;
  if (to.workload.strategy.type === 'on-delete' && to.workload.replicas > 0)
    return 'with OnDelete whoever deletes the old pods chooses their order, which the check does not follow';
  return smaller(from, to) ?? repelling(from, to) ?? waiting(from, to, sides.after) ?? relabelled(from, to, sides);
}

/** The places that the placements of an assessment are about. */
function leavesOf({ placements }: Assessment): string {
  return JSON.stringify(placements.grid.leaves.map(({ zone, cell, nodes }) => [zone, cell, nodes]));
}

function smaller(from: Assessment, to: Assessment): string | undefined {
  const shrinks = Object.entries(from.workload.requests).find(([name, amount]) => amount > (to.workload.requests[name] ?? 0));
  return shrinks && `the new pods request less ${shrinks[0]}, and the old ones take more room than the check assumes`;
}

/** Required anti-affinity holds both ways: the scheduler heeds that of the pods that run as well. */
function repelling(from: Assessment, to: Assessment): string | undefined {
  const kept = to.workload.exclusions.filter(({ perRevision }) => !perRevision).map(({ key }) => key);
  const gone = from.workload.exclusions.find(({ key, perRevision }) => !perRevision && !kept.includes(key));
  return gone && `the required anti-affinity of the old pods over ${gone.key} keeps the new ones away while they run`;
}

/** The controller of an ordered StatefulSet does nothing while one of its pods waits. */
function waiting(from: Assessment, { workload }: Assessment, after: ObjectIndex): string | undefined {
  const { kind, namespace, name } = workload;
  if (kind !== 'StatefulSet') return undefined;
  const set = after.find('StatefulSet.apps', namespace, name);
  if (set?.root.text('spec', 'podManagementPolicy') === 'Parallel') return undefined;
  const { fresh, afterRollouts, afterFailure } = from.placements;
  const waits = [fresh, afterRollouts, afterFailure].some(({ partial }) => partial.length > 0);
  return waits ? 'an old pod may wait for a node, and a StatefulSet replaces none in order while one waits' : undefined;
}

/** A rule that reads a label that changes counts only the old pods, or only the new ones. */
function relabelled(from: Assessment, to: Assessment, { before, after }: Sides): string | undefined {
  const [old, next] = [from.workload.labels, to.workload.labels];
  const changed = [...new Set([...old.keys(), ...next.keys()])].filter((name) => old.get(name) !== next.get(name));
  const rules = [before, after].map((index) => rulesOf(to, index)).join();
  const read = changed.find((name) => rules.includes(JSON.stringify(name)));
  return read && `the rules of where its pods may run read the label ${read}, which changes`;
}

function rulesOf({ workload }: Assessment, index: ObjectIndex): string {
  const object = index.objects.find((it) => idOf(it) === idOf(workload));
  const { topologySpreadConstraints, affinity } = objectAt(object?.root.value, 'spec', 'template', 'spec');
  return JSON.stringify([topologySpreadConstraints, affinity]);
}
