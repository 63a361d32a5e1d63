import { TopologyError } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Path } from '../../manifests/pointer';
import { servicesOf } from './workloads';

/**
 * Refuses a service of the topology that no workload of the manifests is: with a typo in its name its needs would be passed over in silence, and its
 * workload proved without them. Likewise one that needs something outside of the cluster, which would cost it nothing.
 */
export function rejectUnknownServices({ services = [], outside = [], incidents }: Topology, index: ObjectIndex): void {
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

/**
 * A topology without what it says of services that only the other side of a change has: those that are new, or gone. One that neither side has stays, and is
 * refused.
 */
export function withoutServicesOf(other: ObjectIndex, index: ObjectIndex, topology: Topology): Topology {
  const { services, outside } = topology;
  if (services === undefined && outside === undefined) return topology;
  const [own, others] = [index, other].map((it) => new Set(servicesOf(it).map(idOf)));
  const stays = (id: string) => own?.has(id) || !others?.has(id);
  return {
    ...topology,
    ...(services && { services: services.filter((service) => stays(idOf(service))) }),
    ...(outside && { outside: outside.map((it) => (it.services ? { ...it, services: it.services.filter(stays) } : it)) }),
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
