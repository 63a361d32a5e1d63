import type { Topology } from '../src/availability';

/** Equal zones of equal nodes. @param nodes in each zone */
export function cluster(zones: number, nodes: number): Topology {
  return {
    kubernetes: '1.36',
    zones: Array.from({ length: zones }, (_, zone) => ({
      name: `zone-${zone}`,
      rate: { mtbf: '8766h', mttr: '1h', source: 'bench' },
      pools: [
        {
          name: 'workers',
          count: nodes,
          allocatable: { cpu: '16', memory: '64Gi', pods: 110 },
          rate: { mtbf: '3130h', mttr: '15m', source: 'bench' },
        },
      ],
    })),
    pods: { crash: { mtbf: '720h', mttr: '90s', source: 'bench' } },
  };
}
