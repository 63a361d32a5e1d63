import { type Answer, provableTarget, type ServiceResult } from '../availability';
import type { Diagnostic, ObjectIdentity } from '../manifests/diagnostic';
import { availability } from '../rules';
import { acceptedText as acceptedFindings, diagnosticText, skippedText } from './diagnostics';
import type { Report } from './report';
import { minutes, percent, serviceTable } from './table';

/** The whole answer for a person: the table, what is wrong and how to mend it, and what was assumed. */
export function text(answer: Report): string {
  const failures = answer.services.filter((service) => service.verdict !== 'proved').map((service) => failureText(service));
  // A broken promise is told at length where its service is.
  const findings = answer.findings.filter(({ rule }) => rule !== availability.id);
  const parts = [
    answer.services.length > 0 ? serviceTable(answer.services) : 'No Deployment, StatefulSet or DaemonSet found.',
    ...failures,
    ...waysInText(answer),
    ...(findings.length > 0 ? [findings.map(diagnosticText).join('\n')] : []),
    ...acceptedText(answer),
    ...(answer.skipped.length > 0 ? [`Not compared with a schema:\n${skippedText(answer.skipped)}`] : []),
    assumptionsText(answer),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A diagnostic for a person; a broken promise with all that its service says of it. */
export function problemText(problem: Diagnostic, services: readonly ServiceResult[]): string {
  const { object, construct } = problem.place;
  const service = services.find((it) => isOf(it, object));
  if (problem.rule !== availability.id || !service) return diagnosticText(problem);
  return `${problem.severity}: ${failureText(service, construct)}`;
}

/** Why a service is not proved: each cause in a sentence with its object, and the cheapest change that would prove it. */
function failureText(service: ServiceResult, construct?: string): string {
  const name = construct === undefined ? `${service.kind} ${service.namespace}/${service.service}` : `'${construct}'`;
  const heading = `${name}: ${service.verdict}${service.target === undefined ? '' : ` (target ${percent(service.target)})`}`;
  const spofs = service.singlePointsOfFailure.map((it) => `  ${it.event}: ${it.because}.\n    ${it.object} ${it.pointer}`);
  const stuck = service.stuck.map((it) => `  ${it.event} ${it.certain ? 'never ends' : 'may never end'}: ${it.because}.\n    ${it.object}`);
  const { lower, upper } = service.unavailability;
  const figure =
    upper === lower ? `${minutes(service.minutesPerYear)} minutes per year` : `up to ${minutes(service.minutesPerYear)} minutes per year`;
  const reason = spofs.length + stuck.length === 0 ? [`  ${service.because} (${figure}).`] : [];
  const [first, ...others] = service.advice;
  const advice = first ? [`  To prove it: ${first.change}.`, ...others.map((it) => `  Or: ${it.change}.`)] : provable(service);
  return [heading, ...spofs, ...stuck, ...reason, ...advice].join('\n');
}

function provable(service: ServiceResult): readonly string[] {
  const proved = provableTarget(service);
  return proved === undefined ? [] : [`  No change that was tried proves it. As it is, ${proved} is proved: promise that or less.`];
}

/** What each public entry point leads to, and how far that is proved. */
function waysInText({ services }: Report): readonly string[] {
  const ways = new Map<string, string[]>();
  for (const { service, verdict, reachedBy } of services)
    for (const way of reachedBy ?? []) ways.set(way, [...(ways.get(way) ?? []), `${service} (${verdict})`]);
  const lines = [...ways].map(([way, reached]) => `  ${way}: ${reached.join(', ')}`);
  return lines.length > 0 ? [`Reached from outside:\n${lines.join('\n')}`] : [];
}

function acceptedText({ services, accepted }: Report): readonly string[] {
  const isListed = (service: ServiceResult, name: string) =>
    accepted.some(({ rule, place }) => rule === name && isOf(service, place.object));
  const risks = services.flatMap((service) =>
    (service.accepted ?? [])
      .filter(({ what }) => !isListed(service, what))
      .map(({ what, because }) => `  ${service.service}: ${what}, because ${because}`),
  );
  const lines = [...risks, ...(accepted.length > 0 ? [acceptedFindings(accepted)] : [])];
  return lines.length > 0 ? [`Accepted:\n${lines.join('\n')}`] : [];
}

function isOf({ kind, namespace, service }: ServiceResult, object: ObjectIdentity | undefined): boolean {
  return object?.kind === kind && object.namespace === namespace && object.name === service;
}

function assumptionsText({ assumptions }: Pick<Answer, 'assumptions'>): string {
  const grouped = new Map<string, string[]>();
  for (const { what, value, source } of assumptions) {
    const known = grouped.get(`${value} (${source})`);
    if (known) known.push(what);
    else grouped.set(`${value} (${source})`, [what]);
  }
  return `Proved means: as long as this holds.\n${[...grouped].map(([value, whats]) => `  ${some(whats)}: ${value}`).join('\n')}`;
}

function some(whats: readonly string[]): string {
  return whats.length > 4 ? `${whats.slice(0, 3).join(', ')} and ${whats.length - 3} more` : whats.join(', ');
}
