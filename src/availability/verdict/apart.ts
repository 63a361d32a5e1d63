import { sum } from '../placement/search';
import { zoneVector } from '../placement/symmetry';
import type { Assessment } from './assessment';

/** Whether the workloads' pods may run on nodes of their own: then independence given the zones is not a bound but real in the worst placement. */
export function canStandApart(assessments: readonly Assessment[]): boolean {
  return groupsOf(assessments).every(({ members, cells }) => members.length === 1 || haveRoomApart(members, cells));
}

/** Workloads that may meet on a node, and the cells on which they may. */
interface Group {
  readonly members: readonly Assessment[];
  readonly cells: ReadonlySet<number>;
}

/** Workloads of different groups never share a node, such as those with pools of their own. */
function groupsOf(assessments: readonly Assessment[]): readonly Group[] {
  let groups: readonly Group[] = [];
  for (const assessment of assessments) {
    const cells = openTo(assessment);
    const meeting = groups.filter((group) => [...cells].some((cell) => group.cells.has(cell)));
    const joined = {
      members: [...meeting.flatMap(({ members }) => members), assessment],
      cells: new Set([...meeting.flatMap((group) => [...group.cells]), ...cells]),
    };
    groups = [...groups.filter((group) => !meeting.includes(group)), joined];
  }
  return groups;
}

function openTo({ setting }: Assessment): ReadonlySet<number> {
  return new Set(setting.grid.leaves.flatMap((leaf) => (leaf.perNode > 0 ? [leaf.cell] : [])));
}

/** Whether each zone has a node for each pod of all members in their worst placements; each must be open to all of them. */
function haveRoomApart(members: readonly Assessment[], cells: ReadonlySet<number>): boolean {
  const [first] = members;
  if (!first || members.some((member) => openTo(member).size < cells.size)) return false;
  const { cluster } = first.setting;
  return cluster.zones.every((_, zone) => {
    const nodes = cluster.cells.flatMap((cell, index) => (cell.zone === zone && cells.has(index) ? [cell.nodes] : []));
    return nodes.length === 0 || sum(nodes) >= sum(members.map(mostInOneZone));
  });
}

/** Alike zones may be exchanged, so the fullest zone of any placement counts for each. */
function mostInOneZone({ setting, staged }: Assessment): number {
  const { leaves, zones } = setting.grid;
  return Math.max(0, ...staged.map(({ counts }) => Math.max(...zoneVector(leaves, zones, counts))));
}
