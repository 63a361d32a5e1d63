import { type OnlyPod, provableTarget, type ServiceResult } from '../../availability';
import { acceptAnnotationName, annotation, type Risk, reasonFor } from '../../manifests/annotations';
import type { AcceptedDiagnostic, Diagnostic } from '../../manifests/diagnostic';
import { idOf } from '../../manifests/identity';
import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { percentageOf } from '../../manifests/percentage';
import { pathOf } from '../../manifests/pointer';
import { locationOf } from '../location';
import type { Review } from '../review';
import { acceptedByDependencies } from './accepted-dependencies';
import { availability } from './availability';
import { budgetsOver } from './budgets';

/** Each service that is not proved or whose error budget is not kept, and those among them whose workload accepts it. */
export function promisesOver(services: readonly ServiceResult[], index: ObjectIndex): Pick<Review, 'findings' | 'accepted'> {
  const [structure, budget] = [structureOver(services, index), budgetsOver(services, index)];
  return { findings: [...structure.findings, ...budget.findings], accepted: [...structure.accepted, ...budget.accepted] };
}

function structureOver(services: readonly ServiceResult[], index: ObjectIndex): Pick<Review, 'findings' | 'accepted'> {
  const findings: Diagnostic[] = [];
  const accepted: AcceptedDiagnostic[] = [];
  const byId = new Map(services.map((service) => [idOf({ ...service, name: service.service }), service]));
  for (const service of services) {
    if (service.verdict === 'proved') continue;
    const object = objectOf(service, index);
    const diagnostic = diagnosticOf(service, object);
    const because = annotatedReason(service, index) ?? acceptedByDependencies(service, byId, index, (it) => annotatedReason(it, index));
    if (because) accepted.push({ ...diagnostic, because });
    else findings.push(diagnostic);
  }
  return { findings, accepted };
}

/** What was asked of a service that is not proved, and how the proof ended. */
export function verdictInWords({ verdict, target }: Pick<ServiceResult, 'verdict' | 'target'>): string {
  if (target !== undefined) return `${verdict} (target ${percentageOf(target)})`;
  return verdict === 'refuted' ? 'does not survive every single failure' : 'is not proved to survive every single failure';
}

/** The names under which the verdict on a service can be accepted: the rule, and the risks that explain it. */
export function namesAccepting(service: ServiceResult): readonly string[] {
  return [availability.id, ...risksBehind(service)];
}

/** Why an annotation of the workload accepts the verdict, undefined where none does. */
export function annotatedReason(service: ServiceResult, index: ObjectIndex): string | undefined {
  const object = objectOf(service, index);
  return (
    object &&
    namesAccepting(service)
      .map((name) => reasonFor(name, object.annotations))
      .find((because) => because !== undefined)
  );
}

function objectOf({ kind, namespace, service }: ServiceResult, index: ObjectIndex): KubernetesObject | undefined {
  return index.find(`${kind}.apps`, namespace, service);
}

/** The risks that explain single points of failure where nothing is promised. What never starts, and what never ends, is more than they say. */
function risksBehind({ target, stuck, singlePointsOfFailure, unavailability }: ServiceResult): readonly Risk[] {
  if (target !== undefined || stuck.length > 0 || singlePointsOfFailure.length === 0 || unavailability.upper === 1) return [];
  const isZoneAlone = singlePointsOfFailure.every(({ event }) => event.startsWith('lose zone '));
  return isZoneAlone ? ['single-replica', 'uneven-spread'] : ['single-replica'];
}

function diagnosticOf(service: ServiceResult, object: KubernetesObject | undefined): Diagnostic {
  const { kind, namespace, service: name, singlePointsOfFailure, target } = service;
  const own = singlePointsOfFailure.find((it) => it.object === idOf({ kind, namespace, name }));
  const path = pathOf(own?.pointer ?? '');
  return {
    severity: target === undefined ? 'warning' : availability.severity,
    rule: availability.id,
    place: object ? locationOf(object, path) : { object: { kind, namespace, name } },
    message: messageOf(service),
    fix: fixOf(service),
  };
}

/** Something that keeps a service from being proved: an event that stops it, or work that never ends. */
export interface Cause {
  /** What happens, in words: `lose zone a`, `drain never ends`. */
  readonly what: string;
  readonly because: string;

  /** The object, and where in it where that is known. */
  readonly where: string;
}

/** Everything that keeps a service from being proved; none where it is the figure alone. */
export function causesOf(service: ServiceResult): readonly Cause[] {
  const { kind, namespace, service: name, singlePointsOfFailure, stuck, unmodelled = [] } = service;
  return [
    ...singlePointsOfFailure
      .filter(({ of }) => of === undefined)
      .map(({ event, because, object, pointer }) => ({ what: event, because, where: `${object} ${pointer}` })),
    ...dependencyCauses(singlePointsOfFailure),
    ...stuck.map(({ event, because, object, certain }) => ({
      what:
        event === 'placement' ? `pods ${certain ? 'never run' : 'may never run'}` : `${event} ${certain ? 'never ends' : 'may never end'}`,
      because,
      where: object,
    })),
    ...unmodelled.map((because) => ({ what: 'not modelled', because, where: idOf({ kind, namespace, name }) })),
  ];
}

/** Dependencies whose causes are told one by one. */
const DEPENDENCIES = 3;

/** What stops each dependency, in one cause: the dependency is judged by itself too, and has the others in its own finding. */
function dependencyCauses(causes: ServiceResult['singlePointsOfFailure']): readonly Cause[] {
  const byDependency = new Map<string, ServiceResult['singlePointsOfFailure'][number][]>();
  for (const cause of causes) if (cause.of !== undefined) append(byDependency, cause.of, cause);
  const told = [...byDependency.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return [{ what: `${first.event}${more}`, because: first.because, where: `${first.object} ${first.pointer}` }];
  });
  // A line for two takes as much room as one of them.
  if (told.length <= DEPENDENCIES + 1) return told;
  const others = [...byDependency.keys()].slice(DEPENDENCIES);
  const what = `${others.length} more dependencies`;
  return [...told.slice(0, DEPENDENCIES), { what, because: 'each goes down in an event of its own finding', where: others.join(', ') }];
}

/** The verdict and its causes in one line. */
function messageOf(service: ServiceResult): string {
  const causes = causesOf(service).map(({ what, because }) => `${what}: ${because}`);
  return `${verdictInWords(service)}: ${causes.length > 0 ? causes.join('; ') : service.because}`;
}

const CHANGE = 'change the fields named above, or say why not';
const JUDGE = 'change what is named above, or judge it by hand and accept it with your reason';

/** Whether no change of a field is known to help: nothing stops it that is known. */
function isOnlyUnknown({ singlePointsOfFailure, stuck }: ServiceResult): boolean {
  return singlePointsOfFailure.length === 0 && stuck.length === 0;
}

/** The cheapest change that proves it, or else what shortens the loss of an only pod, or a promise that is kept. */
function fixOf(service: ServiceResult): string {
  const [cheapest] = service.advice;
  if (cheapest) return cheapest.change;
  if (service.onlyPod) return onlyPodInWords(service, service.onlyPod).join('; ');
  if (service.target === undefined) return `${isOnlyUnknown(service) ? JUDGE : CHANGE}: ${acceptAnnotationName(availability.id)}`;
  const provable = provableTarget(service);
  return provable ? `promise ${provable} or less, which is proved` : 'omit the promise, or change the fields named above';
}

/** What the loss of an only pod costs, what shortens that, and what is left to do: a clause each. */
export function onlyPodInWords(service: ServiceResult, { losses, replication }: OnlyPod): readonly string[] {
  const [risk = availability.id] = risksBehind(service);
  return [
    ...losses.map(({ event, because, shorter, ...time }) => {
      const what = event === 'lose one node' ? 'node' : 'zone';
      return `a lost ${what} stops it for ${inTime(time)} (${because})${shorter === undefined ? '' : `; ${shorter}`}`;
    }),
    `a second pod is of no use alone: set up ${replication}, and declare ${annotation.needed}, or accept it with a reason: ${acceptAnnotationName(risk)}`,
  ];
}

function inTime({ lower, upper }: Pick<OnlyPod['losses'][number], 'lower' | 'upper'>): string {
  const [least, most] = [lower, upper].map((seconds) => String(Number((seconds / 60).toPrecision(2))));
  return least === most ? `${least} minutes` : `${least} to ${most} minutes`;
}
