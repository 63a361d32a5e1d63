import type { Cluster } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';
import { unknownMakersOf } from './custom-resources';
import { isEligible } from './eligible-nodes';
import type { Neighbour } from './unknown-makers';

/** Of more neighbours on the same nodes these are named. */
const mostNamed = 3;

/** The workloads, each with what isn't known of the room that its neighbours on the same nodes take. */
export function besideUnbounded<T extends Neighbour>(
  workloads: readonly T[],
  all: readonly Neighbour[],
  cluster: Cluster,
  topology: Topology,
  index: ObjectIndex,
): readonly T[] {
  const counted = new Set(index.ofType('ResourceQuota').map(({ namespace }) => namespace));
  const groups = byCells(
    [...all, ...unknownMakersOf(index, topology)].filter((it) => it.unbounded.length > 0),
    cluster,
    counted,
  );
  if (groups.length === 0) return workloads;
  return workloads.map((workload) => {
    const cells = new Set(cellsOf(workload, cluster));
    const near = groups
      .filter(
        (group) =>
          group.quotaOf === workload.namespace ||
          (group.quotaOf === '' && counted.has(workload.namespace)) ||
          group.cells.some((cell) => cells.has(cell)),
      )
      .flatMap((group) => othersIn(group, workload));
    const told = new Set(near.map(([id, because]) => `how much room ${id} takes is not known: ${because}`));
    const unmodelled = [...workload.unmodelled, ...told];
    return { ...workload, unmodelled, approximate: workload.approximate ?? unmodelled[0] };
  });
}

/** Neighbours that may use the same nodes, however many there are. */
interface Group {
  /** The namespace whose quota they use up; empty where it may be any. */
  readonly quotaOf?: string;
  readonly cells: readonly number[];
  readonly members: Map<string, string>;
}

function byCells(neighbours: readonly Neighbour[], cluster: Cluster, counted: ReadonlySet<string>): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const neighbour of neighbours) {
    const cells = cellsOf(neighbour, cluster);
    const quotaOf = neighbour.namespace === '' || counted.has(neighbour.namespace) ? neighbour.namespace : undefined;
    const key = JSON.stringify([cells, quotaOf]);
    const group = groups.get(key) ?? { cells, quotaOf, members: new Map<string, string>() };
    groups.set(key, group);
    const id = idOf(neighbour);
    if (group.members.size <= mostNamed && !group.members.has(id)) group.members.set(id, neighbour.unbounded[0] as string);
  }
  return [...groups.values()];
}

function othersIn({ members }: Group, workload: ObjectIdentity): readonly (readonly [id: string, because: string])[] {
  return [...members].filter(([id]) => id !== idOf(workload)).slice(0, mostNamed);
}

/** The cells whose nodes may take its pods. */
function cellsOf(neighbour: Neighbour, { cells }: Cluster): readonly number[] {
  return cells.flatMap((cell, index) => (isEligible(neighbour, cell) ? [index] : []));
}
