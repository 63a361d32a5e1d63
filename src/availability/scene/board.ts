import type { Cluster } from '../../cluster/cluster';
import { offered } from '../../cluster/cluster';
import { takenBy } from '../placement/room';
import type { Workload } from '../workload/workload';
import type { SceneNode } from './scene';

/** The nodes of a cluster with what is left on each. */
export class Board {
  readonly nodes: readonly SceneNode[];
  /** The nodes of each cell, those that an autoscaler may add last. */
  readonly ofCell: readonly (readonly number[])[];
  private readonly cluster: Cluster;
  private readonly cellOf: readonly number[];
  private readonly taken: Map<string, number>[];

  /** Without pods. */
  constructor(cluster: Cluster) {
    const nodes: SceneNode[] = [];
    const cellOf: number[] = [];
    this.ofCell = cluster.cells.map((cell, at) =>
      Array.from({ length: cell.growth?.nodes ?? cell.nodes }, (_, index) => {
        nodes.push({ zone: cell.zone, pool: cell.pool, name: `${cell.pool}-${index + 1}`, ...(index >= cell.nodes && { isAdded: true }) });
        return cellOf.push(at) - 1;
      }),
    );
    this.cluster = cluster;
    this.nodes = nodes;
    this.cellOf = cellOf;
    this.taken = nodes.map(() => new Map());
  }

  has(node: number, { requests }: Pick<Workload, 'requests'>, pods = 1): boolean {
    const room = this.cluster.cells[this.cellOf[node] ?? 0]?.room;
    if (!room) return false;
    const taken = this.taken[node];
    return takenBy(requests).every(([resource, amount]) => (taken?.get(resource) ?? 0) + amount * pods <= offered(room, resource));
  }

  put(node: number, workload: Pick<Workload, 'requests'>, pods = 1): void {
    const taken = this.taken[node];
    for (const [resource, amount] of takenBy(workload.requests)) taken?.set(resource, (taken.get(resource) ?? 0) + amount * pods);
  }

  take(node: number, workload: Pick<Workload, 'requests'>): void {
    this.put(node, workload, -1);
  }

  /** The share of a node's processors and memory that is in use: the scheduler prefers nodes with less of it. */
  use(node: number): number {
    const room = this.cluster.cells[this.cellOf[node] ?? 0]?.room;
    const taken = this.taken[node];
    return room ? (taken?.get('cpu') ?? 0) / room.cpu + (taken?.get('memory') ?? 0) / room.memory : 0;
  }
}
