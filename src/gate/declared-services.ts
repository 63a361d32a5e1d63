import { servicesOf } from '../availability/workload/workloads';
import type { Topology } from '../cluster/topology';
import type { ReadTopology } from '../cluster/topology-file';
import { idOf } from '../manifests/identity';
import { InputError, InputErrors } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import type { ObjectIndex } from '../manifests/object-index';
import type { Notice } from '../report/report';
import type { Configuration } from './configuration';

/** A topology with the services that a configuration declares, each value with its place in its own file. */
interface Declared {
  readonly topology?: Topology;
  readonly place: ReadTopology['place'];
  readonly notices: readonly Notice[];
}

/**
 * Adds the services of a configuration to those of the topology. One that isn't in the manifests is left out with a notice, unless it looks like a typo
 * of one that is: the same configuration serves several charts.
 *
 * @throws InputErrors on a service that both declare
 */
export function withDeclared(
  { topology, place }: Omit<Declared, 'notices'>,
  configuration: Pick<Configuration, 'services' | 'place'> | undefined,
  index: ObjectIndex,
): Declared {
  if (topology === undefined || configuration === undefined || configuration.services.length === 0) return { topology, place, notices: [] };
  const { services: ofTopology = [] } = topology;
  const stated = new Set(ofTopology.map(idOf));
  const all = configuration.services.map((service, at) => ({ service, at, id: idOf(service) }));
  const twice = all.filter(({ id }) => stated.has(id));
  if (twice.length > 0) throw InputErrors.of(twice.map(({ at, id }) => declaredTwice(id, at, configuration)));
  const known = new Set(servicesOf(index).map(idOf));
  const isForeign = (id: string) => !known.has(id) && nearest(id, known) === undefined;
  const used = all.filter(({ id }) => !isForeign(id));
  return {
    topology: { ...topology, services: [...ofTopology, ...used.map(({ service }) => service)] },
    place: ([field, at, ...rest]) => {
      const own = field === 'services' && typeof at === 'number' ? used[at - ofTopology.length] : undefined;
      if (own) return configuration.place(['services', own.at, ...rest]);
      return place([field, at, ...rest].filter((step) => step !== undefined));
    },
    notices: all.flatMap(({ id, at }) => (isForeign(id) ? noticeOn(id, at, configuration) : [])),
  };
}

function declaredTwice(id: string, at: number, { place }: Pick<Configuration, 'place'>): InputError {
  return new InputError(`services[${at}]: '${id}' is declared in the topology too`, 'keep one of them', place(['services', at]));
}

function noticeOn(id: string, at: number, { place }: Pick<Configuration, 'place'>): Notice {
  return {
    place: place(['services', at]),
    message: `services[${at}]: no workload '${id}' in the manifests`,
    fix: 'remove the entry, or check its manifests too',
  };
}
