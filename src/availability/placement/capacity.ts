import { type Cluster, offered, type Room } from '../../cluster/cluster';
import type { Workload } from '../workload/workload';
import { accepts, fitting } from './grid';
import { takenBy } from './room';

/**
 * Whether all workloads fit the cluster together: a packing found by first fit, the largest pods first, on the nodes left when one workload has its own.
 *
 * It proves that a placement can be real; that none was found proves nothing.
 */
export function fitsTogether(workloads: readonly Workload[], cluster: Cluster): boolean {
  const open = cluster.cells.map((cell) => {
    const nodes = Math.min(cell.nodes, mostNodes);
    return Array.from({ length: nodes }, () => ({ ...cell.room }));
  });
  const full = new Full();
  const order = [...workloads].sort((a, b) => b.requests.memory - a.requests.memory || b.requests.cpu - a.requests.cpu);
  return order.every((workload) => {
    const cells = cluster.cells.flatMap((cell, index) =>
      accepts(workload, cell) && fitting(workload, cell) > 0 ? [open[index] as Free[]] : [],
    );
    return pack(workload, cells, full);
  });
}

/** Nodes of a cell that the packing looks at: fewer than there are makes it harder, never wrong. */
const mostNodes = 64;

/** What is left of a node, by resource. */
type Free = Record<string, number>;

/** The nodes at the beginning of a cell that have no room for such a pod any more, nor ever again: first fit need not look at them. */
class Full {
  private readonly known = new Map<string, Map<readonly Free[], number>>();

  before(taken: Taken): Map<readonly Free[], number> {
    const key = taken.join();
    const found = this.known.get(key) ?? new Map();
    this.known.set(key, found);
    return found;
  }
}

type Taken = ReturnType<typeof takenBy>;

function pack(workload: Workload, cells: readonly Free[][], full: Full): boolean {
  const taken = takenBy(workload.requests);
  const nodes = cells.reduce((sum, cell) => sum + cell.length, 0);
  const once = workload.kind === 'DaemonSet' || workload.hostPorts || workload.exclusions.length > 0;
  // Pods that its own rules keep waiting take no room.
  const pods = workload.kind === 'DaemonSet' ? nodes : nodes === 0 ? 0 : once ? Math.min(workload.replicas, nodes) : workload.replicas;
  const used = new Set<object>();
  const past = full.before(taken);
  const hasRoom = (node: Free) => taken.every(([resource, amount]) => offered(node as Room, resource) >= amount);
  const firstIn = (cell: readonly Free[]): Free | undefined => {
    let at = past.get(cell) ?? 0;
    while (at < cell.length && !hasRoom(cell[at] as Free)) at++;
    past.set(cell, at);
    for (; at < cell.length; at++) if (!used.has(cell[at] as Free) && hasRoom(cell[at] as Free)) return cell[at];
    return undefined;
  };
  for (let pod = 0; pod < pods; pod++) {
    const preferred = cells[pod % Math.max(1, cells.length)] ?? [];
    const node = firstIn(preferred) ?? cells.map(firstIn).find((it) => it !== undefined);
    if (!node) return false;
    for (const [resource, amount] of taken) node[resource] = offered(node as Room, resource) - amount;
    if (once) used.add(node);
  }
  return true;
}
