import { type Downtime, keepableTarget, type Risk, type Saving, type ServiceResult } from '../../availability';
import { annotation, reasonFor } from '../../manifests/annotations';
import type { AcceptedDiagnostic, Diagnostic } from '../../manifests/diagnostic';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { percentageOf } from '../../manifests/percentage';
import { locationOf } from '../location';
import type { Review } from '../review';
import { errorBudget } from './error-budget';

/** The rows that a message names. */
const NAMED = 3;

/** Each service whose error budget isn't kept, and those among them whose workload accepts it. */
export function budgetsOver(services: readonly ServiceResult[], index: ObjectIndex): Pick<Review, 'findings' | 'accepted'> {
  const findings: Diagnostic[] = [];
  const accepted: AcceptedDiagnostic[] = [];
  for (const service of services) {
    if (!isOver(service)) continue;
    const object = index.find(`${service.kind}.apps`, service.namespace, service.service);
    const diagnostic = diagnosticOf(service, object);
    const because = object && reasonFor(errorBudget.id, object.annotations);
    if (because) accepted.push({ ...diagnostic, because });
    else findings.push(diagnostic);
  }
  return { findings, accepted };
}

/** Whether there is anything to say about a budget. Where the structure isn't proved, it has told of the pods that are too few, and only the other rows count. */
export function isOver({ verdict, downtime }: ServiceResult): boolean {
  const { allowed, verdict: budget, risks } = downtime;
  if (allowed === undefined || budget === undefined || budget === 'kept') return false;
  if (verdict === 'proved') return true;
  const most = (isCapacity: boolean) =>
    risks.reduce((sum, { id, minutes }) => sum + ((id === 'capacity') === isCapacity ? minutes.high : 0), 0);
  return most(true) <= allowed && most(false) > allowed;
}

/** What was promised, and how the budget fares. */
export function budgetInWords({ target = 1, downtime }: Pick<ServiceResult, 'target' | 'downtime'>): string {
  const { allowed = 0, sum, verdict } = downtime;
  const promise = `(target ${percentageOf(target)}, ${amount(allowed)} minutes a year)`;
  const range = sum.low === sum.high ? '' : `, ${amount(sum.low)} to ${amount(sum.high)}`;
  return `${verdict === 'missed' ? 'misses' : 'may miss'} its error budget ${promise}: a year costs ${amount(sum.value)} minutes${range}`;
}

/** The largest rows, and the sum of the others in minutes a year. */
export function costliest({ risks }: Pick<Downtime, 'risks'>): {
  readonly named: readonly Risk[];
  readonly others: number;
  readonly count: number;
} {
  const costly = risks.filter(({ minutes }) => minutes.high > 0);
  const others = costly.slice(NAMED);
  return { named: costly.slice(0, NAMED), others: others.reduce((sum, { minutes }) => sum + minutes.value, 0), count: others.length };
}

function diagnosticOf(service: ServiceResult, object: KubernetesObject | undefined): Diagnostic {
  const { kind, namespace, service: name } = service;
  const promise = object?.annotations.has(annotation.target) ? ['metadata', 'annotations', annotation.target] : [];
  return {
    severity: errorBudget.severity,
    rule: errorBudget.id,
    place: object ? locationOf(object, promise) : { object: { kind, namespace, name } },
    message: messageOf(service),
    fix: fixOf(service),
  };
}

function messageOf(service: ServiceResult): string {
  const { named, others, count } = costliest(service.downtime);
  const rows = named.map(({ id, of, minutes }) => `${id}${of === undefined ? '' : ` of ${of}`} ${amount(minutes.value)}`);
  const rest = count > 0 ? [`${count} smaller ${amount(others)}`] : [];
  return `${budgetInWords(service)}: ${[...rows, ...rest].join(', ')}`;
}

/** The changes that make the sum smaller. Better releases don't: what the target leaves pays for them. */
export function savingsOfSum({ savings = [] }: Pick<Downtime, 'savings'>): readonly Saving[] {
  return savings.filter(({ of }) => of === undefined);
}

/** A change that keeps the budget or else wins most, the figures whose range decides, and a promise that is kept. */
function fixOf(service: ServiceResult): string {
  const { downtime } = service;
  const kept = keepableTarget(service);
  const narrowing = decidedBy(downtime);
  return [
    ...savingFix(savingsOfSum(downtime)),
    ...(narrowing === undefined ? [] : [narrowing]),
    kept === undefined ? 'promise less' : `promise ${kept} or less, which is kept`,
  ].join(', or ');
}

/** What keeps it comes first, then what wins most. */
function savingFix(savings: readonly Saving[]): readonly string[] {
  const best = savings.find(({ verdict }) => verdict === 'kept') ?? savings[0];
  if (best === undefined) return [];
  const { change, won, atMost, verdict } = best;
  const minutes = `${atMost === undefined ? '' : 'up to '}${amount(won)} minutes a year`;
  return [`${change}, which wins ${minutes}${verdict === 'kept' ? ' and keeps it' : ''}`];
}

/** The rows whose range alone decides whether a budget is kept, and how that gets narrower; undefined where there are none. */
export function decidedBy({ verdict, decisive = [], record = [] }: Pick<Downtime, 'verdict' | 'decisive' | 'record'>): string | undefined {
  if (verdict !== 'unknown' || decisive.length === 0) return undefined;
  const others = decisive.slice(0, -1);
  const ranges = others.length === 0 ? 'range of ' : `ranges of ${others.join(', ')} and `;
  const recorded = decisive.filter((row) => record.some(({ id, incidents }) => id === row && incidents > 0));
  return `the ${ranges}${decisive.at(-1)} ${others.length === 0 ? 'decides' : 'decide'}: ${narrowing(recorded, decisive.length)}`;
}

/** What makes the ranges of so many rows narrower, of which some come from a record of incidents. */
function narrowing(recorded: readonly string[], rows: number): string {
  if (recorded.length === rows) return `a longer record narrows ${rows === 1 ? 'it' : 'them'}`;
  const measure = 'state what you measured in the topology, with its source';
  return recorded.length === 0 ? measure : `a longer record narrows ${recorded.join(' and ')}; of the others ${measure}`;
}

/** Minutes in a sentence. */
function amount(minutes: number): string {
  return String(Number(minutes.toPrecision(minutes >= 100 ? Math.ceil(Math.log10(minutes + 1)) : 2)));
}
