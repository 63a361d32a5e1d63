import type { Failure } from '../../cluster/rate';
import { legalLeaves, type Outage } from '../placement/legal';
import { changed, sum } from '../placement/search';
import { type Counts, zoneVector } from '../placement/symmetry';
import { spreadOfCopies } from '../probability/member';
import type { Assessment } from '../verdict/assessment';
import { startSeconds } from '../workload/start';
import { leastUsed, nodesOf } from './arrangement';
import type { Away, Course, Staged } from './course';
import type { Fate } from './scene';

/** A node or a zone is lost: what may run elsewhere is bound there, the rest waits until it is back. */
export function lost(staged: Staged, dead: readonly number[], zone?: number): Course {
  const { cluster, board } = staged;
  const [first = 0] = dead;
  const cell = cluster.cells[board.ofCell.findIndex((nodes) => nodes.includes(first))];
  const failure = zone === undefined ? cell?.failure : cluster.zones[zone]?.failure;
  const repair = repairOf(failure);
  const evictions = zone === undefined ? 0 : dead.length / cluster.times.evictionRate;
  return course(staged, dead, (assessment) => {
    const { moves, failover } = assessment.setting;
    const canMove = moves.replaced && (zone === undefined || moves.acrossZones);
    return {
      acrossZones: moves.acrossZones,
      gone: moves.nodesGo,
      // Whoever is back sooner than a replacement starts is not replaced.
      moves:
        canMove && failover.lower + evictions < repair
          ? { seconds: failover.lower + evictions, because: 'a replacement starts once the node counts as lost' }
          : undefined,
      waits: { ...(Number.isFinite(repair) && { seconds: repair }), because: stayBecause(assessment, canMove) },
    };
  });
}

/** A node is drained: its pods are evicted as their budgets allow, and replacements run elsewhere. */
export function drained(staged: Staged, node: number): Course {
  return course(
    staged,
    [node],
    (assessment) => {
      const { workload, setting } = assessment;
      const isTied = workload.kind === 'DaemonSet' || workload.storage.pins === 'node';
      return {
        acrossZones: setting.moves.acrossZones,
        gone: false,
        moves: isTied ? undefined : { seconds: startSeconds(workload, staged.cluster), because: 'it is evicted, and a replacement starts' },
        waits: {
          because: stayBecause(assessment, !isTied),
        },
      };
    },
    ({ workload }, pods) =>
      workload.kind === 'DaemonSet' ? pods : Math.min(pods, ...workload.budgets.map(({ allowed }) => Math.max(1, allowed))),
  );
}

interface Outlook {
  readonly acrossZones: boolean;
  /** Whether dead nodes are left out of every count. */
  readonly gone: boolean;
  readonly moves?: Pick<Fate, 'seconds' | 'because'>;
  readonly waits: Pick<Fate, 'seconds' | 'because'>;
}

function course(
  staged: Staged,
  dead: readonly number[],
  outlookOf: (assessment: Assessment) => Outlook,
  together: (assessment: Assessment, pods: number) => number = (_, pods) => pods,
): Course {
  const { assessments, board, pods } = staged;
  const away = new Map<number, Away>();
  const fates: Fate[] = [];
  const stopped = pods.flatMap(({ node }, pod) => (node !== null && dead.includes(node) ? [pod] : []));
  const moved: { readonly workload: Assessment['workload']; readonly node: number }[] = [];
  for (const [at, own] of grouped(stopped, (pod) => pods[pod]?.workload ?? 0)) {
    const assessment = assessments[at] as Assessment;
    const most = together(assessment, own.length);
    away.set(at, { pods: most, copies: copiesOf(assessment, own, staged, most) });
    const outlook = outlookOf(assessment);
    const homes = outlook.moves ? homesOf(assessment, at, own, dead, staged, outlook) : [];
    own.forEach((pod, index) => {
      const to = homes[index];
      if (to === undefined || !outlook.moves) fates.push({ pod, becomes: 'waits', ...outlook.waits });
      else {
        fates.push({ pod, becomes: 'moves', to, ...outlook.moves });
        moved.push({ workload: assessment.workload, node: to });
      }
    });
  }
  // The next event begins where all pods stand as before.
  for (const { workload, node } of moved) board.take(node, workload);
  return { fates, away };
}

/** A node for each pod that finds one; takes room on the board. */
function homesOf(assessment: Assessment, at: number, own: readonly number[], dead: readonly number[], staged: Staged, outlook: Outlook) {
  const { grid } = assessment.setting;
  const { board, pods } = staged;
  const onNode = new Map<number, number>();
  for (const { workload, node } of pods)
    if (workload === at && node !== null && !dead.includes(node)) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  const leaves = grid.leaves.map((_, leaf) => nodesOf(grid, leaf, board));
  let counts: Counts = leaves.map((nodes) => sum(nodes.map((node) => onNode.get(node) ?? 0)));
  return own.map((pod): number | undefined => {
    const home = board.nodes[pods[pod]?.node ?? 0]?.zone;
    const closed = leaves.map(
      (nodes, leaf) => nodes.every((node) => dead.includes(node)) || (!outlook.acrossZones && grid.leaves[leaf]?.zone !== home),
    );
    const outage: Outage = { leaves: closed, nodeOf: -1, gone: outlook.gone };
    const open = legalLeaves(grid, counts, counts, outage).flatMap((leaf) => {
      const { perNode = 0, perNodeAndRevision = 0 } = grid.leaves[leaf] ?? {};
      const most = Math.min(perNode, perNodeAndRevision);
      const free = (leaves[leaf] ?? []).filter(
        (node) => !dead.includes(node) && (onNode.get(node) ?? 0) < most && board.has(node, assessment.workload),
      );
      return free.map((node) => ({ leaf, node }));
    });
    const node = leastUsed(
      board,
      open.map((it) => it.node),
    );
    const leaf = open.find((it) => it.node === node)?.leaf;
    if (node === undefined || leaf === undefined) return undefined;
    board.put(node, assessment.workload);
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
    counts = changed(counts, leaf, 1);
    return node;
  });
}

/** How many copies of one shard the stopped pods may hold at most. */
function copiesOf({ predicate, setting }: Assessment, own: readonly number[], { pods, board }: Staged, most: number): number {
  if (!predicate.shards) return 0;
  const at = pods[own[0] ?? 0]?.workload;
  const standing = pods.filter(({ workload, node }) => workload === at && node !== null);
  const vector = zoneVector(
    board.nodes.map(({ zone }, cell) => ({ zone, cell, nodes: 1, perNode: 0, perNodeAndRevision: 0 })),
    setting.grid.zones,
    board.nodes.map((_, node) => standing.filter((it) => it.node === node).length),
  );
  const { perNode, perZone } = spreadOfCopies(predicate, vector, new Set(standing.map(({ node }) => node)).size);
  const byNode = [...grouped(own, (pod) => pods[pod]?.node ?? 0)];
  const byZone = [...grouped(byNode, ([node]) => board.nodes[node]?.zone ?? 0)];
  return Math.min(most, sum(byZone.map(([, nodes]) => Math.min(perZone, sum(nodes.map(([, on]) => Math.min(perNode, on.length)))))));
}

function repairOf(failure: Failure | undefined): number {
  return failure === undefined || failure === 'never' ? Number.POSITIVE_INFINITY : failure.mttr;
}

function stayBecause({ workload, setting }: Assessment, canMove: boolean): string {
  const { pins } = workload.storage;
  if (workload.kind === 'DaemonSet') return 'a DaemonSet has one pod on each node';
  if (!setting.moves.acrossZones) return `its volume keeps it ${pins === 'node' ? 'on its node' : 'in its zone'}`;
  if (canMove) return 'its rules and the room on other nodes leave it no other place';
  return "a StatefulSet's pod is not replaced while its node may come back";
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
