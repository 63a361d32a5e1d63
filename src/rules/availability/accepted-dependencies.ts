import type { ServiceResult } from '../../availability';
import { reasonFor } from '../../manifests/annotations';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';

type Cause = ServiceResult['singlePointsOfFailure'][number];

/**
 * Why a service is accepted that is stopped only by what is accepted of its dependencies; undefined where anything else stops it. A target has to be
 * kept all the same: the figure counts each stop.
 *
 * @param services by `Kind/namespace/name`
 * @param reasonOf why the verdict on a dependency is accepted, undefined where it isn't
 */
export function acceptedByDependencies(
  service: ServiceResult,
  services: ReadonlyMap<string, ServiceResult>,
  index: ObjectIndex,
  reasonOf: (dependency: ServiceResult) => string | undefined,
): string | undefined {
  const { singlePointsOfFailure, stuck, target, unavailability } = service;
  if (stuck.length > 0 || singlePointsOfFailure.length === 0 || unavailability.upper > 1 - (target ?? 0)) return undefined;
  const reasons = singlePointsOfFailure.map((cause) => {
    const zone = cause.event.startsWith('lose zone ') ? zoneReason(cause.object, index) : undefined;
    const dependency = services.get(cause.object);
    return zone ?? (dependency && isLeftToIt(cause, service) ? inWords(cause, reasonOf(dependency)) : undefined);
  });
  return reasons.every((reason) => reason !== undefined) ? [...new Set(reasons)].join('; ') : undefined;
}

/** Why it is accepted that the loss of a zone stops a cluster that has more of itself there. The cluster may be another construct's, and isn't judged with the service then. */
function zoneReason(id: string, index: ObjectIndex): string | undefined {
  const object = index.objects.find((it) => idOf(it) === id);
  return object && reasonFor('larger-zone', object.annotations);
}

/** Whether the verdict on a dependency decides: it is what an event stops, and the service promises nothing itself. */
function isLeftToIt({ of }: Cause, { target, unmodelled = [] }: ServiceResult): boolean {
  return target === undefined && of !== undefined && unmodelled.length === 0;
}

function inWords({ of }: Cause, because: string | undefined): string | undefined {
  return because && `its dependency ${of} is accepted: ${because}`;
}
