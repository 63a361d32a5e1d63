import { isDeclaredIn, namesOfCustomResources } from '../availability/workload/custom-resources';
import { servicesOf } from '../availability/workload/workloads';
import { customResourceId } from '../cluster/custom-resource';
import type { Topology } from '../cluster/topology';
import type { ReadTopology } from '../cluster/topology-file';
import { idOf } from '../manifests/identity';
import { InputError, InputErrors, type InputPlace } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import type { ObjectIndex } from '../manifests/object-index';
import type { Notice } from '../report/report';
import type { Configuration } from './configuration';

/** A topology with what a configuration declares, each value with its place in its own file. */
interface Declared {
  readonly topology?: Topology;
  readonly place: ReadTopology['place'];
  readonly notices: readonly Notice[];
}

type Configured = Pick<Configuration, 'services' | 'customResources' | 'place'>;

/** One list of entries that both a topology and a configuration may have. */
interface Entries<T> {
  readonly field: 'services' | 'customResources';
  readonly stated: readonly T[];
  readonly added: readonly T[];
  readonly idOf: (entry: T) => string;
  readonly isKnown: (entry: T) => boolean;
  /** What the manifests have of that. */
  readonly names: ReadonlySet<string>;
  readonly what: string;
}

/**
 * Adds the services and custom resources of a configuration to those of the topology. One that isn't in the manifests is left out with a notice, unless it looks like a
 * typo of one that is: the same configuration serves several charts.
 *
 * @throws InputErrors on what both declare
 */
export function withDeclared(
  { topology, place }: Omit<Declared, 'notices'>,
  configuration: Configured | undefined,
  index: ObjectIndex,
): Declared {
  if (topology === undefined || configuration === undefined) return { topology, place, notices: [] };
  if (configuration.services.length + configuration.customResources.length === 0) return { topology, place, notices: [] };
  const names = new Set(servicesOf(index).map(idOf));
  const services = joined(
    {
      field: 'services',
      stated: topology.services ?? [],
      added: configuration.services,
      idOf,
      isKnown: (it) => names.has(idOf(it)),
      names,
      what: 'workload',
    },
    configuration,
  );
  const customResources = joined(
    {
      field: 'customResources',
      stated: topology.customResources ?? [],
      added: configuration.customResources,
      idOf: customResourceId,
      isKnown: (it) => isDeclaredIn(it, index),
      names: namesOfCustomResources(index),
      what: 'custom resource',
    },
    configuration,
  );
  const lists = { services, customResources };
  return {
    topology: {
      ...topology,
      ...(services.all.length > 0 && { services: services.all }),
      ...(customResources.all.length > 0 && { customResources: customResources.all }),
    },
    place: ([field, at, ...rest]) => {
      const own = (field === 'services' || field === 'customResources') && typeof at === 'number' ? lists[field].placeOf(at) : undefined;
      if (own !== undefined) return configuration.place([field as string, own, ...rest]);
      return place([field, at, ...rest].filter((step) => step !== undefined));
    },
    notices: [...services.notices, ...customResources.notices],
  };
}

interface Joined<T> {
  readonly all: readonly T[];
  readonly notices: readonly Notice[];
  /** By the place in the joined list, that in the configuration; undefined for those of the topology. */
  readonly placeOf: (at: number) => number | undefined;
}

function joined<T>({ field, stated, added, idOf: id, isKnown, names, what }: Entries<T>, { place }: Configured): Joined<T> {
  const ofTopology = new Set(stated.map(id));
  const twice = added.flatMap((entry, at) =>
    ofTopology.has(id(entry)) ? [declaredTwice(`${field}[${at}]`, id(entry), place([field, at]))] : [],
  );
  if (twice.length > 0) throw InputErrors.of(twice);
  const isForeign = (entry: T) => !isKnown(entry) && nearest(id(entry), names) === undefined;
  const used = added.flatMap((entry, at) => (isForeign(entry) ? [] : [{ entry, at }]));
  const notices = added.flatMap((entry, at) =>
    isForeign(entry) ? [noticeOn(`${field}[${at}]`, id(entry), what, place([field, at]))] : [],
  );
  return { all: [...stated, ...used.map(({ entry }) => entry)], notices, placeOf: (at) => used[at - stated.length]?.at };
}

function declaredTwice(entry: string, id: string, place: InputPlace): InputError {
  return new InputError(`${entry}: '${id}' is declared in the topology too`, 'keep one of them', place);
}

function noticeOn(entry: string, id: string, what: string, place: InputPlace): Notice {
  return { place, message: `${entry}: no ${what} '${id}' in the manifests`, fix: 'remove the entry, or check its manifests too' };
}
