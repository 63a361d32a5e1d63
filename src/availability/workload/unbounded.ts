import type { Cluster } from '../../cluster/cluster';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import { idOf } from '../../manifests/identity';
import type { Place } from '../../manifests/place';
import type { NodeSelection } from './node-selection';
import { repels } from './tolerations';

interface Neighbour extends ObjectIdentity {
  readonly selection: NodeSelection;
  readonly tolerations: readonly Place[];
  readonly approximate?: string;
  readonly unmodelled: readonly string[];
  readonly unbounded: readonly string[];
}

/** The workloads, each with what isn't known of the room that its neighbours on the same nodes take. */
export function besideUnbounded<T extends Neighbour>(workloads: readonly T[], all: readonly Neighbour[], cluster: Cluster): readonly T[] {
  const unbounded = all.filter((it) => it.unbounded.length > 0);
  if (unbounded.length === 0) return workloads;
  return workloads.map((workload) => {
    const near = unbounded.filter((it) => idOf(it) !== idOf(workload) && meet(workload, it, cluster));
    const told = near.map((it) => `how much room ${idOf(it)} takes is not known: ${it.unbounded[0]}`);
    const unmodelled = [...workload.unmodelled, ...told];
    return { ...workload, unmodelled, approximate: workload.approximate ?? unmodelled[0] };
  });
}

/** Whether some node may take pods of both. */
function meet(one: Neighbour, other: Neighbour, { cells }: Cluster): boolean {
  const takes = ({ selection, tolerations }: Neighbour, cell: Cluster['cells'][number]) =>
    selection.selects(cell.labels) && !repels(tolerations, cell.taints);
  return cells.some((cell) => takes(one, cell) && takes(other, cell));
}
