import type { Construct } from 'constructs';
import type { PlatformFacts } from './platform-facts';
import { refuse } from './refuse';
import type { ReplicaCount } from './replication';

/**
 * Refuses fewer replicas than survive the loss of a zone wherever scaling down leaves them; on a platform without zones, of a node.
 *
 * Kubernetes removes pods without regard to the spread (kubernetes.io, Pod Topology Spread Constraints, Known limitations). While m pods stand over
 * d domains with a skew of 1, no domain has more than m / d of them, rounded up. Scaling down may take all others first, so one domain may keep that many.
 */
export function requireScaleDown(construct: Construct, platform: PlatformFacts, count: ReplicaCount): void {
  const { replicas, needed, maxReplicas, onlyGrows, accept } = count;
  if (maxReplicas === undefined || onlyGrows || accept || !Number.isInteger(replicas) || !Number.isInteger(needed)) return;
  const domains = platform.hasZones ? platform.topology.zones.length : platform.nodeCount;
  const domain = platform.hasZones ? 'in one zone' : 'on one node';
  const together = Math.ceil(maxReplicas / domains);
  const least = needed + together;
  if (replicas >= least) return;
  const lost = `scaling down from ${maxReplicas} pods may leave ${together} of them ${domain}`;
  const message = `must be ${least} or more, since ${lost} and ${needed} ${needed === 1 ? 'is' : 'are'} needed without it, got ${replicas}`;
  const enough = least < maxReplicas ? `write replicas: ${least}` : 'lower needed';
  refuse(construct, { setting: 'replicas', message, fix: `${enough}, or write scaleDown: 'never' to keep the pods that a peak added` });
}
