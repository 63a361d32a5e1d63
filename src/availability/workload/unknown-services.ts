import { TopologyError } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { ObjectIndex } from '../../manifests/object-index';
import { servicesOf } from './workloads';

/**
 * Refuses a service of the topology that no workload of the manifests is: with a typo in its name its needs would be passed over in silence, and its
 * workload proved without them.
 */
export function rejectUnknownServices({ services = [] }: Topology, index: ObjectIndex): void {
  if (services.length === 0) return;
  const known = new Set(servicesOf(index).map(idOf));
  services.forEach((service, position) => {
    const name = idOf(service);
    if (known.has(name)) return;
    const meant = nearest(name, known);
    const fix = meant ? `did you mean '${meant}'?` : 'remove the entry, or check its manifests too';
    throw new TopologyError(`services.${position}: no workload '${name}' in the manifests`, fix, ['services', position, 'name']);
  });
}
