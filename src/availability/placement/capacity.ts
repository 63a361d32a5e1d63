import type { Cell, Cluster, Room } from '../../cluster/cluster';
import type { Workload } from '../workload/workload';
import { accepts, fitting } from './grid';
import { offered, takenBy } from './room';

/** What all workloads together ask for, with every surge and at an autoscaler's most. */
export function demandOf(workloads: readonly Workload[], cluster: Cluster): Room {
  const demand: Record<string, number> = {};
  for (const workload of workloads) {
    const pods = podsOf(workload, cluster);
    for (const [resource, amount] of takenBy(workload.requests)) demand[resource] = (demand[resource] ?? 0) + pods * amount;
  }
  return { cpu: 0, memory: 0, pods: 0, ...demand };
}

function podsOf(workload: Workload, cluster: Cluster): number {
  if (workload.kind !== 'DaemonSet') return workload.peak + workload.strategyAt(workload.peak).surge;
  return cluster.cells.filter((cell) => accepts(workload, cell)).reduce((sum, cell) => sum + cell.nodes, 0);
}

/**
 * How many nodes of a cell can be too full for one more pod, however all others are placed.
 *
 * A node refuses a pod only when less than its request is free of some resource; so the others' whole demand fills at most demand / (allocatable - request) nodes.
 */
function blockable(workload: Workload, cell: Cell, demand: Room): number {
  let nodes = 0;
  for (const [resource, amount] of takenBy(workload.requests)) {
    const room = offered(cell.room, resource);
    nodes += room < amount ? Number.POSITIVE_INFINITY : Math.floor((demand[resource] ?? 0) / (room - amount + 1));
  }
  return nodes;
}

/** Whether a pod surely finds a node in every eligible cell, however everything else is placed, with one node of each cell gone. */
export function roomIsSure(workload: Workload, cluster: Cluster, demand: Room): boolean {
  const eligible = cluster.cells.filter((cell) => accepts(workload, cell));
  return eligible.every((cell) => {
    const own = fitting(workload, cell) > workload.peak ? 0 : workload.peak;
    return cell.nodes - 1 - blockable(workload, cell, demand) - own >= 1;
  });
}

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
  const order = [...workloads].sort((a, b) => b.requests.memory - a.requests.memory || b.requests.cpu - a.requests.cpu);
  return order.every((workload) => {
    const cells = cluster.cells.flatMap((cell, index) =>
      accepts(workload, cell) && fitting(workload, cell) > 0 ? [open[index] as Free[]] : [],
    );
    return pack(workload, cells);
  });
}

/** Nodes of a cell that the packing looks at: fewer than there are makes it harder, never wrong. */
const mostNodes = 64;

/** What is left of a node, by resource. */
type Free = Record<string, number>;

function pack(workload: Workload, cells: readonly Free[][]): boolean {
  const taken = takenBy(workload.requests);
  const nodes = cells.reduce((sum, cell) => sum + cell.length, 0);
  const once = workload.kind === 'DaemonSet' || workload.hostPorts || workload.exclusions.length > 0;
  // Pods that its own rules keep waiting take no room.
  const pods = workload.kind === 'DaemonSet' ? nodes : nodes === 0 ? 0 : once ? Math.min(workload.replicas, nodes) : workload.replicas;
  if (pods > cells.flat().reduce((sum, node) => sum + (node['pods'] ?? 0), 0)) return false;
  const used = new Set<object>();
  for (let pod = 0; pod < pods; pod++) {
    const preferred = cells[pod % Math.max(1, cells.length)] ?? [];
    const fits = (node: Free) =>
      taken.every(([resource, amount]) => offered(node as Room, resource) >= amount) && !(once && used.has(node));
    const node = preferred.find(fits) ?? cells.flat().find(fits);
    if (!node) return false;
    for (const [resource, amount] of taken) node[resource] = offered(node as Room, resource) - amount;
    used.add(node);
  }
  return true;
}
