import { TopologyError } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import { nearest } from '../../manifests/nearest';
import { type Manifest, nameOf } from '../manifest';
import { workloadKinds } from './workload';

/**
 * Refuses a service of the topology that no workload of the manifests is: with a typo in its name its needs would be passed over in silence, and its
 * workload proved without them.
 */
export function rejectUnknownServices({ services = [] }: Topology, manifests: readonly Manifest[]): void {
  if (services.length === 0) return;
  const known = new Set(manifests.filter(({ kind }) => workloadKinds.has(kind)).map(nameOf));
  services.forEach((service, index) => {
    const name = nameOf(service);
    if (known.has(name)) return;
    const meant = nearest(name, known);
    const fix = meant ? `did you mean '${meant}'?` : 'remove the entry, or check its manifests too';
    throw new TopologyError(`services.${index}: no workload '${name}' in the manifests`, fix, ['services', index, 'name']);
  });
}
