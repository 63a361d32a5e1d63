import { INTERRUPTION_RATE, NODE_RATE, POD_RATE, ZONE_RATE } from '../cluster/rates';
import type { Topology } from '../cluster/topology';

const ZONES = ['zone-a', 'zone-b', 'zone-c'];
const NODES = 2;

/**
 * A usual cluster of no provider, for whoever has manifests and no topology yet: three zones of two nodes with 4 CPUs and 16 GiB each, of which 3.9 CPUs and 14
 * GiB are left for pods. Its region, load balancers and DNS aren't stated.
 */
export function threeZonesTopology({ kubernetes }: { readonly kubernetes: string }): Topology {
  const pool = { name: 'workers', count: NODES, allocatable: { cpu: '3900m', memory: '14Gi', pods: 110 }, rate: NODE_RATE };
  return {
    kubernetes,
    zones: ZONES.map((name) => ({ name, rate: ZONE_RATE, pools: [pool] })),
    pods: { crash: POD_RATE },
    nodes: { interruption: INTERRUPTION_RATE },
  };
}
