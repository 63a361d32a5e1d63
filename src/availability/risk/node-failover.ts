import type { Topology } from '../../cluster/topology';
import type { Assessment } from '../verdict/assessment';
import { exactly, perYear } from './estimate';
import type { Estimate, Risk } from './risk';
import { eventRisk } from './row';

/**
 * A node is lost, and a Service goes on sending requests to its pods until the node counts as lost.
 *
 * Events are counted for each pod, and each takes its part of the requests along: whichever pods share a node, the sum is the same.
 */
export function nodeFailoverRisk({ predicate, setting }: Assessment, topology: Topology): Risk | undefined {
  const { cluster, grid } = setting;
  const { replicas, tolerated } = predicate;
  // Where no pod can be spared, the proof's figure holds all of the outage.
  if (replicas === 0 || tolerated <= 0) return undefined;
  const rates = grid.leaves.map(({ cell }) => perYear(cluster.cells[cell]?.failure ?? 'never'));
  const worst = Math.max(0, ...rates);
  if (worst === 0) return undefined;
  const { nodeMonitorGrace } = cluster.times;
  return eventRisk(
    { id: 'node-failover', cause: 'a node is lost, and its pods are sent requests until it counts as lost' },
    {
      events: exactly(replicas * worst, 'the rate of the nodes', 'topology', `${replicas} pods x ${worst.toFixed(2)} losses of a node`),
      share: exactly(1 / replicas, 'the ready pods', 'manifests', `1 of ${replicas} pods`),
      notice: graceOf(nodeMonitorGrace, topology),
      recover: exactly(0, 'the EndpointSlice controller and kube-proxy', 'default'),
    },
  );
}

function graceOf(seconds: number, { times }: Topology): Estimate {
  const source = 'kube-controller-manager --node-monitor-grace-period';
  return exactly(seconds, source, times?.nodeMonitorGrace === undefined ? 'default' : 'topology');
}
