import { brokenPromises, provableTarget, type ServiceResult } from '../../availability';
import { reasonFor } from '../../manifests/annotations';
import type { AcceptedDiagnostic, Diagnostic } from '../../manifests/diagnostic';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { percentageOf } from '../../manifests/percentage';
import { pathOf } from '../../manifests/pointer';
import { locationOf } from '../location';
import type { Review } from '../review';
import { availability } from './availability';

/** Each service whose target is not proved, and those among them whose workload accepts it. */
export function promisesOver(services: readonly ServiceResult[], index: ObjectIndex): Pick<Review, 'findings' | 'accepted'> {
  const broken = brokenPromises({ services });
  const findings: Diagnostic[] = [];
  const accepted: AcceptedDiagnostic[] = [];
  if (broken.length === 0) return { findings, accepted };
  for (const service of broken) {
    const object = index.find(`${service.kind}.apps`, service.namespace, service.service);
    const diagnostic = diagnosticOf(service, object);
    const because = object && reasonFor(availability.id, object.annotations);
    if (because) accepted.push({ ...diagnostic, because });
    else findings.push(diagnostic);
  }
  return { findings, accepted };
}

function diagnosticOf(service: ServiceResult, object: KubernetesObject | undefined): Diagnostic {
  const { kind, namespace, service: name, singlePointsOfFailure, advice } = service;
  const own = singlePointsOfFailure.find((it) => it.object === idOf({ kind, namespace, name }));
  const provable = provableTarget(service);
  const path = pathOf(own?.pointer ?? '');
  return {
    severity: availability.severity,
    rule: availability.id,
    place: object ? locationOf(object, path) : { object: { kind, namespace, name } },
    message: messageOf(service),
    fix:
      advice[0]?.change ?? (provable ? `promise ${provable} or less, which is proved` : 'promise less, or change what the message names'),
  };
}

/** The verdict and each cause, in one line: the report of a service says more. */
function messageOf({ verdict, target, because, singlePointsOfFailure, stuck }: ServiceResult): string {
  const causes = [
    ...singlePointsOfFailure.map((it) => `${it.event}: ${it.because}`),
    ...stuck.map((it) => `${it.event} ${it.certain ? 'never ends' : 'may never end'}: ${it.because}`),
  ];
  return `${verdict} (target ${percentageOf(target ?? 0)}): ${causes.length > 0 ? causes.join('; ') : because}`;
}
