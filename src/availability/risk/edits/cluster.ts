import { MOST_NODES } from '../../../cluster/limits';
import type { Topology } from '../../../cluster/topology';
import { oneZone, onTopology } from '../../advice/growth';
import type { Context } from '../../verdict/context';
import { type Lever, withFacts } from './edit';

/** What Elastic recommends: TCP gives a silent connection up after 13 s. */
const TCP_RETRIES = 5;

/**
 * Seconds without a heartbeat after which a node counts as lost. Nothing shorter is advised: a grace has to be longer than a kubelet needs to open a broken connection to
 * an API server again (HTTP2_READ_IDLE_TIMEOUT_SECONDS 30 s and HTTP2_PING_TIMEOUT_SECONDS 15 s), or healthy nodes count as lost. Managed control planes run with this default.
 *
 * Source: kubernetes.io, kube-controller-manager, `--node-monitor-grace-period`: 50s since Kubernetes 1.32.
 */
const NODE_GRACE = 50;

/** Failures that would hit fewer pods at a time. */
export function anotherZone({ topology }: Pick<Context, 'topology'>): Lever {
  const larger = oneZone(topology);
  const fits = larger !== undefined && nodesOf(larger.topology) <= MOST_NODES;
  return {
    name: 'one more zone',
    edits: fits
      ? [
          {
            change: larger.change,
            idle: 'a loss of a zone would hit fewer pods, and there would be as many more zones to lose',
            apply: ({ again, index }) => again(index, larger.topology),
          },
        ]
      : [],
    otherwise:
      larger === undefined
        ? 'the nodes carry no zone label, so no rule could spread over it'
        : 'the cluster is as large as a cluster can be',
  };
}

function nodesOf({ zones }: Topology): number {
  return zones.flatMap(({ pools }) => pools).reduce((sum, { count }) => sum + count, 0);
}

/** Connections to lost nodes end sooner. */
export const tcpRetries: Lever = {
  name: 'fewer TCP retries',
  edits: [
    {
      change: `set net.ipv4.tcp_retries2 to ${TCP_RETRIES} in the network namespaces of pods`,
      idle: 'nothing waits for TCP, or the pods set it themselves',
      apply: (context) => {
        const { tcpRetries2 } = context.topology;
        const isLess = tcpRetries2 !== undefined && tcpRetries2 <= TCP_RETRIES;
        return isLess ? undefined : withFacts({ tcpRetries2: TCP_RETRIES }, context);
      },
    },
  ],
  otherwise: `net.ipv4.tcp_retries2 is at most ${TCP_RETRIES} already`,
};

/** Endpoints of lost nodes go sooner. */
export const nodeGrace: Lever = {
  name: 'a shorter node grace',
  edits: [
    {
      change: `run kube-controller-manager with --node-monitor-grace-period=${NODE_GRACE}s`,
      idle: 'nothing waits for it',
      apply: (context) => {
        const { topology, cluster } = context;
        if (cluster.times.nodeMonitorGrace <= NODE_GRACE) return undefined;
        return onTopology({ ...topology, times: { ...topology.times, nodeMonitorGrace: `${NODE_GRACE}s` } }, context);
      },
    },
  ],
  otherwise: `with less than ${NODE_GRACE} s a broken connection to an API server can make a healthy node count as lost`,
};
