import { sum } from '../placement/search';
import { zoneVector } from '../placement/symmetry';
import type { Assessment } from './assessment';

/** Workloads that may meet on any of some cells, all of them open to each. */
interface Group {
  readonly cells: ReadonlySet<number>;
  /** The pods of all members in one zone, at most. */
  pods: number;
}

/**
 * How many of the first workloads may run on nodes of their own: then independence given the zones is not a bound but real in the worst placement. One more only takes
 * room, so where it has none no longer list has.
 */
export function mostApart(assessments: readonly Assessment[]): number {
  // Workloads of different groups never share a node, such as those with pools of their own.
  const groups: Group[] = [];
  const without = assessments.findIndex((assessment) => !joins(assessment, groups));
  return without < 0 ? assessments.length : without;
}

/** Adds a workload to the group with which it may meet, or makes one; false where it may have no nodes of its own beside others. */
function joins(assessment: Assessment, groups: Group[]): boolean {
  const cells = openTo(assessment);
  const pods = mostInOneZone(assessment);
  const [group, another] = groups.filter((it) => [...cells].some((cell) => it.cells.has(cell)));
  if (!group) {
    groups.push({ cells, pods });
    return true;
  }
  // Only nodes that are open to all count as theirs.
  if (another || group.cells.size !== cells.size || [...cells].some((cell) => !group.cells.has(cell))) return false;
  group.pods += pods;
  return haveRoom(group, assessment);
}

/** Whether each zone has a node for each pod of all members in their worst placements. */
function haveRoom({ cells, pods }: Group, { setting: { cluster } }: Assessment): boolean {
  return cluster.zones.every((_, zone) => {
    const nodes = cluster.cells.flatMap((cell, index) => (cell.zone === zone && cells.has(index) ? [cell.nodes] : []));
    return nodes.length === 0 || sum(nodes) >= pods;
  });
}

const open = new WeakMap<object, ReadonlySet<number>>();

/** Workloads of one shape share it. */
function openTo({ setting: { grid } }: Assessment): ReadonlySet<number> {
  const known = open.get(grid) ?? new Set(grid.leaves.flatMap((leaf) => (leaf.perNode > 0 ? [leaf.cell] : [])));
  open.set(grid, known);
  return known;
}

const mosts = new WeakMap<object, number>();

/** Alike zones may be exchanged, so the fullest zone of any placement counts for each. Workloads of one shape share it. */
function mostInOneZone({ setting, staged }: Assessment): number {
  const { leaves, zones } = setting.grid;
  const known = mosts.get(staged) ?? Math.max(0, ...staged.map(({ counts }) => Math.max(...zoneVector(leaves, zones, counts))));
  mosts.set(staged, known);
  return known;
}
