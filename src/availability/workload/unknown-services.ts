import { TopologyError } from '../../cluster/cluster';
import { customResourceId } from '../../cluster/custom-resource';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Path } from '../../manifests/pointer';
import { isDeclaredIn, namesOfCustomResources } from './custom-resources';
import { servicesOf } from './workloads';

/**
 * Refuses a service or a custom resource of the topology that no workload of the manifests is: with a typo in its name its needs would be passed over in silence, and its
 * workload proved without them. Likewise one that needs something outside of the cluster, which would cost it nothing.
 */
export function rejectUnknownServices(topology: Topology, index: ObjectIndex): void {
  const { services = [], outside = [], incidents } = topology;
  rejectUnknownResources(topology, index);
  const named: readonly Named[] = [
    ...services.map((service, at) => ({ name: idOf(service), entry: ['services', at], path: ['services', at, 'name'] })),
    ...outside.flatMap((it, at) => (it.services ?? []).map((name, n) => entryOf(name, ['outside', at, 'services', n]))),
  ];
  const recorded = incidents?.incidents.flatMap(({ service }) => service ?? []) ?? [];
  if (named.length === 0 && recorded.length === 0) return;
  const known = new Set(servicesOf(index).map(idOf));
  for (const { name, entry, path } of named) {
    if (known.has(name)) continue;
    const meant = nearest(name, known);
    const fix = meant ? `did you mean '${meant}'?` : 'remove the entry, or check its manifests too';
    throw new TopologyError(`${entry.join('.')}: no workload '${name}' in the manifests`, fix, path);
  }
  for (const name of recorded) {
    // A record may be about other applications too, so only what looks like a typo is refused.
    const meant = known.has(name) ? undefined : nearest(name, known);
    if (meant) throw new TopologyError(`incidents: no workload '${name}' in the manifests`, `did you mean '${meant}'?`, ['incidents']);
  }
}

/** With a typo in its name its pods would be passed over, and take no room. */
function rejectUnknownResources({ customResources = [] }: Topology, index: ObjectIndex): void {
  for (const [at, resource] of customResources.entries()) {
    if (isDeclaredIn(resource, index)) continue;
    const name = customResourceId(resource);
    const meant = nearest(name, namesOfCustomResources(index));
    const fix = meant ? `did you mean '${meant}'?` : 'remove the entry, or check its manifests too';
    throw new TopologyError(`customResources.${at}: no custom resource '${name}' in the manifests`, fix, ['customResources', at, 'name']);
  }
}

/**
 * A topology without what it says of services that only the other side of a change has: those that are new, or gone. One that neither side has stays, and is
 * refused.
 */
export function withoutServicesOf(other: ObjectIndex, index: ObjectIndex, topology: Topology): Topology {
  const { services, outside, customResources } = topology;
  if (services === undefined && outside === undefined && customResources === undefined) return topology;
  const [own, others] = [index, other].map((it) => new Set(servicesOf(it).map(idOf)));
  const stays = (id: string) => own?.has(id) || !others?.has(id);
  return {
    ...topology,
    ...(services && { services: services.filter((service) => stays(idOf(service))) }),
    ...(outside && { outside: outside.map((it) => (it.services ? { ...it, services: it.services.filter(stays) } : it)) }),
    ...(customResources && {
      customResources: customResources.filter((it) => isDeclaredIn(it, index) || !isDeclaredIn(it, other)),
    }),
  };
}

/** A workload that the topology names: the entry that does so, and the path of the value with its name. */
interface Named {
  readonly name: string;
  readonly entry: Path;
  readonly path: Path;
}

function entryOf(name: string, path: Path): Named {
  return { name, entry: path, path };
}
