import type { Topology } from '../../src/availability';
import { spread, workload, zones } from '../availability/manifests';

/** 500 workloads on 300 nodes. */
export const large: { readonly objects: readonly unknown[]; readonly topology: Topology } = {
  objects: Array.from({ length: 500 }, (_, at) => {
    const name = `service-${at}`;
    const constraint = spread('zone', { labelSelector: { matchLabels: { app: name } } });
    return workload({
      name,
      replicas: 2 + (at % 3),
      pod: { topologySpreadConstraints: [constraint] },
      annotations: { 'nines.dev/target': '99.9%' },
    });
  }),
  topology: zones([100, 100, 100]),
};
