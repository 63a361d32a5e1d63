import { idOf } from '../../manifests/identity';
import { tooMany } from '../placement/fresh';
import { openTo, progress } from '../placement/progress';
import { afterNodeLoss } from '../placement/relocation';
import type { Stuck } from '../result';
import type { Assessment } from './assessment';

/** The planned work on a workload that never ends, and its pods that never run. */
export function stuckOf(assessment: Assessment): readonly Stuck[] {
  return [...assessment.workload.obstacles, ...drains(assessment), ...rollout(assessment), ...assessment.outlook.stuck];
}

/** A drain waits forever where a budget never allows an eviction; where two budgets select a pod the eviction API refuses always (kubernetes.io, API-initiated eviction). */
function drains(assessment: Assessment): readonly Stuck[] {
  const { workload, predicate } = assessment;
  const { budgets } = workload;
  const [first, second] = budgets;
  if (!first || workload.kind === 'DaemonSet' || predicate.replicas === 0) return [];
  if (second) {
    const because = `budgets ${budgets.map((budget) => short(budget.object)).join(' and ')} both select its pods, and the eviction API then refuses every eviction`;
    return [{ event: 'drain', because, object: second.object, certain: true }];
  }
  if (first.allowed === 0)
    return [{ event: 'drain', because: `budget ${short(first.object)} allows 0 evictions`, object: first.object, certain: true }];
  const [held] = spared(assessment, first.allowed, first.object);
  return held ? [held] : waiting(assessment, first.allowed, first.object);
}

/**
 * A budget counts a pod that waits for a node as one that is away already, and spares the others forever.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/disruption, countHealthyPods: the pods that are expected are those of the workload's scale.
 */
function spared({ staged, predicate }: Assessment, allowed: number, object: string): readonly Stuck[] {
  const bound = staged.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)).filter((pods) => pods > 0);
  const held = bound.filter((pods) => predicate.replicas - pods >= allowed);
  if (held.length === 0) return [];
  const most = predicate.replicas - Math.min(...held);
  const because = `${most} pods may wait for a node; budget ${short(object)} counts them as away and then allows no eviction`;
  return [{ event: 'drain', because, object, certain: held.length === bound.length }];
}

/** Some of a node's pods are evicted, find no other place, stay unready, and the budget spares the rest forever. */
function waiting(assessment: Assessment, allowed: number, object: string): readonly Stuck[] {
  const { setting, staged, workload } = assessment;
  const { grid, moves } = setting;
  const able = { ...moves, replaced: workload.storage.pins !== 'node', nodesGo: false };
  let some: number | undefined;
  let all = staged.length > 0;
  for (const { counts } of staged) {
    const loaded = counts.flatMap((count, leaf) => {
      const { perNode = 0, perNodeAndRevision = 0, nodes = 1 } = grid.leaves[leaf] ?? {};
      const load = Math.min(count, perNode, perNodeAndRevision);
      const sure = nodes === 1;
      return load > allowed && !afterNodeLoss(grid, counts, leaf, load, able).any ? [{ load, sure }] : [];
    });
    if (loaded.length > 0) some = Math.max(some ?? 0, ...loaded.map((it) => it.load));
    if (!loaded.some((it) => it.sure)) all = false;
  }
  if (some === undefined) return [];
  const because = `${some} pods may stand on one node and ${short(object)} allows ${allowed} at a time; an evicted pod can't be placed elsewhere, so the next eviction never comes`;
  return [{ event: 'drain', because, object, certain: all }];
}

/** A rollout stops where it may take no pod away and no node takes one more, at its beginning or on its way. */
function rollout(assessment: Assessment): readonly Stuck[] {
  const { workload, setting, placements } = assessment;
  const { strategy, kind } = workload;
  if (kind === 'DaemonSet' || strategy.type === 'on-delete' || placements.replicas === 0) return [];
  if (strategy.type === 'recreate') return recreation(assessment);
  const { grid } = setting;
  const none = grid.leaves.map(() => 0);
  // Pods that wait for a node already are the same trouble: none is free for the one more.
  const rest = [...placements.afterFailure.full, ...placements.afterFailure.partial];
  const object = idOf(workload);
  const { pins } = workload.storage;
  const place = pins === 'free' ? 'anywhere' : pins === 'shared' || pins === 'one node' ? 'one zone' : 'own zone';
  const blocked = strategy.unavailable > 0 ? [] : rest.filter((counts) => openTo(grid, counts, none, place).length === 0);
  if (blocked.length > 0) {
    const most = Math.max(...blocked.map((counts) => counts.reduce((sum, count) => sum + count, 0)));
    const because = `maxUnavailable is 0 and the one pod more that a rolling update starts finds no node: the rules allow ${most} pods and no more`;
    return [{ event: 'rolling update', because, object, certain: blocked.length === rest.length }];
  }
  // Where no rule tells places apart, the room of the pod that went is room for the one that comes.
  if (grid.rules.length + grid.limits.length === 0) return [];
  const replicas = placements.replicas;
  const range = { replicas, least: Math.max(0, replicas - strategy.unavailable), most: replicas + strategy.surge };
  const found = progress(grid, rest, range, place);
  if (found === tooMany || !found.stops) return [];
  const because = 'a rolling update may come to where it may take no pod away and no node takes the next new one';
  return [{ event: 'rolling update', because, object, certain: !found.ends }];
}

/** All pods go, and the new ones come as to an empty cluster. */
function recreation({ workload, placements }: Assessment): readonly Stuck[] {
  const { full, partial } = placements.fresh;
  if (partial.length === 0) return [];
  const because = 'all pods go at once, and in the order in which the new ones come some may find no node';
  return [{ event: 'rolling update', because, object: idOf(workload), certain: full.length === 0 }];
}

function short(object: string): string {
  return object.slice(object.indexOf('/') + 1);
}
