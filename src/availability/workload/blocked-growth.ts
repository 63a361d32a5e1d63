import { type Cell, type Cluster, offered } from '../../cluster/cluster';
import { idOf } from '../../manifests/identity';
import { isEligible } from './eligible-nodes';
import type { Workload } from './workload';

/**
 * The workloads, each with what may keep a pool from growing for it: an autoscaler counts the pod of each DaemonSet on the node that it might add, whether or not it fits there.
 *
 * Source: kubernetes/autoscaler, cluster-autoscaler/utils/daemonset, GetDaemonSetPodsForNode, which asks for names, labels and taints only; karpenter.sh, Scheduling, daemonset overhead.
 */
export function besideLargeDaemons(workloads: readonly Workload[], all: readonly Workload[], cluster: Cluster): readonly Workload[] {
  const growing = cluster.cells.filter(({ growth }) => growth !== undefined);
  const pools = growing.map((cell) => ({ cell, daemons: all.filter((it) => it.kind === 'DaemonSet' && isEligible(it, cell)) }));
  if (pools.every(({ daemons }) => daemons.length === 0)) return workloads;
  return workloads.map((workload) => {
    if (workload.kind === 'DaemonSet') return workload;
    const because = pools.map(({ cell, daemons }) => blocks(workload, cell, daemons)).find((it) => it !== undefined);
    return because === undefined
      ? workload
      : { ...workload, unmodelled: [...workload.unmodelled, because], approximate: workload.approximate ?? because };
  });
}

function blocks(workload: Workload, cell: Cell, daemons: readonly Workload[]): string | undefined {
  if (!isEligible(workload, cell) || !hasRoomFor([workload], cell)) return undefined;
  const large = daemons.find((daemon) => !hasRoomFor([daemon], cell));
  const counted = `pool ${cell.pool} may not grow: an autoscaler counts the pods of`;
  if (large) return `${counted} ${idOf(large)}, for which its nodes are too small`;
  // Where none yields, its pods find no room on a node that is there, either.
  const yielding = daemons.find(({ priority }) => workload.priority.preempts && priority.least < workload.priority.most);
  return yielding && !hasRoomFor([workload, ...daemons], cell)
    ? `${counted} ${idOf(yielding)} on a new node, and leaves no room there, though ${workload.name} would preempt them`
    : undefined;
}

/** Whether a node has room for a pod of each. */
function hasRoomFor(workloads: readonly Workload[], { room }: Cell): boolean {
  const wanted = new Map<string, number>();
  for (const { requests } of workloads)
    for (const [resource, amount] of Object.entries(requests)) wanted.set(resource, (wanted.get(resource) ?? 0) + amount);
  return workloads.length <= room.pods && [...wanted].every(([resource, amount]) => amount <= offered(room, resource));
}
