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
  const daemons = all.filter(({ kind }) => kind === 'DaemonSet');
  const blocked = cluster.cells.flatMap((cell) => {
    const large = cell.growth && daemons.find((daemon) => isEligible(daemon, cell) && !fits(daemon, cell));
    return large ? [{ cell, id: idOf(large) }] : [];
  });
  if (blocked.length === 0) return workloads;
  return workloads.map((workload) => {
    const found = blocked.find(({ cell, id }) => id !== idOf(workload) && isEligible(workload, cell) && fits(workload, cell));
    if (!found) return workload;
    const because = `pool ${found.cell.pool} may not grow: an autoscaler counts the pods of ${found.id}, for which its nodes are too small`;
    return { ...workload, unmodelled: [...workload.unmodelled, because], approximate: workload.approximate ?? because };
  });
}

function fits({ requests }: Workload, { room }: Cell): boolean {
  return Object.entries(requests).every(([resource, amount]) => amount <= offered(room, resource));
}
