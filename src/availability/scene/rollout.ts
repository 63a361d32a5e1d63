import { legalLeaves } from '../placement/legal';
import { changed, sum } from '../placement/search';
import type { Counts } from '../placement/symmetry';
import type { Assessment } from '../verdict/assessment';
import { startSeconds } from '../workload/start';
import { leastUsed, nodesOf } from './arrangement';
import type { Course, Staged } from './course';
import type { Fate, ScenePod } from './scene';

/** A rolling update replaces each pod: as many at a time as its strategy lets it take, after those that it adds. */
export function rolled({ assessments, board, pods, cluster }: Staged, at: number): Course {
  const { workload, setting, predicate } = assessments[at] as Assessment;
  const { grid } = setting;
  const { strategy } = workload;
  const own = pods.flatMap((pod, index) => (pod.workload === at && pod.node !== null ? [index] : []));
  const most = strategy.type === 'recreate' ? predicate.replicas : Math.min(predicate.replicas, strategy.unavailable);
  const because =
    strategy.type === 'recreate'
      ? 'all pods stop before new ones start'
      : most === 0
        ? 'it goes once a new pod is ready'
        : `${most} at a time`;
  const seconds = startSeconds(workload, cluster);
  const fates = own.map((pod): Fate => ({ pod, becomes: 'restarts', seconds, because }));
  const leaves = grid.leaves.map((_, leaf) => nodesOf(grid, leaf, board));
  const standing = new Map<number, number>();
  for (const pod of own) standing.set(pods[pod]?.node ?? 0, (standing.get(pods[pod]?.node ?? 0) ?? 0) + 1);
  let total: Counts = leaves.map((nodes) => sum(nodes.map((node) => standing.get(node) ?? 0)));
  let newest: Counts = leaves.map(() => 0);
  const added: ScenePod[] = [];
  const surge = strategy.type === 'rolling' && workload.kind === 'Deployment' ? Math.min(strategy.surge, predicate.replicas) : 0;
  for (let pod = 0; pod < surge; pod++) {
    const open = legalLeaves(grid, total, newest).flatMap((leaf) => {
      const { perNode = 0 } = grid.leaves[leaf] ?? {};
      const free = (leaves[leaf] ?? []).filter((node) => (standing.get(node) ?? 0) < perNode && board.has(node, workload));
      return free.map((node) => ({ leaf, node }));
    });
    const node = leastUsed(
      board,
      open.map((it) => it.node),
    );
    const leaf = open.find((it) => it.node === node)?.leaf;
    if (node === undefined || leaf === undefined) {
      added.push({ workload: at, node: null });
      continue;
    }
    board.put(node, workload);
    standing.set(node, (standing.get(node) ?? 0) + 1);
    added.push({ workload: at, node });
    [total, newest] = [changed(total, leaf, 1), changed(newest, leaf, 1)];
  }
  for (const { node } of added) if (node !== null) board.take(node, workload);
  return { fates, added, away: new Map([[at, { pods: most, copies: most }]]) };
}
