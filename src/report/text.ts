import { type Answer, provableTarget, type ServiceResult } from '../availability';
import type { Diagnostic, ObjectIdentity } from '../manifests/diagnostic';
import { append } from '../manifests/multimap';
import { availability, verdictInWords } from '../rules';
import { acceptedText, diagnosticText, placeText, skippedText } from './diagnostics';
import type { Report } from './report';
import { minutes, serviceTable } from './table';

/** The whole answer for a person: the table, what is wrong and how to mend it, and what was assumed. */
export function text(answer: Report): string {
  const isVerdict = ({ rule }: Diagnostic) => rule === availability.id;
  const failures = answer.findings.filter(isVerdict).map((finding) => problemText(finding, answer.services));
  const findings = answer.findings.filter((finding) => !isVerdict(finding));
  const parts = [
    answer.services.length > 0 ? serviceTable(answer.services) : 'No Deployment, StatefulSet or DaemonSet found.',
    ...failures,
    ...waysInText(answer),
    ...(findings.length > 0 ? [findings.map(diagnosticText).join('\n')] : []),
    ...(answer.accepted.length > 0 ? [`Accepted:\n${acceptedText(answer.accepted)}`] : []),
    ...(answer.skipped.length > 0 ? [`Not compared with a schema:\n${skippedText(answer.skipped)}`] : []),
    assumptionsText(answer),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A diagnostic for a person; a service that is not proved with all that is known of it. */
export function problemText(problem: Diagnostic, services: readonly ServiceResult[]): string {
  const service = problem.rule === availability.id ? services.find((it) => isOf(it, problem.place.object)) : undefined;
  return service ? failureText(problem, service) : diagnosticText(problem);
}

/** Why a service is not proved: each cause in a sentence with its object, and the cheapest change that would prove it. */
function failureText({ severity, rule, place }: Diagnostic, service: ServiceResult): string {
  const heading = `${severity}: ${placeText(place)}\n  ${verdictInWords(service)} [${rule}]`;
  const spofs = service.singlePointsOfFailure.map((it) => `  ${it.event}: ${it.because}.\n    ${it.object} ${it.pointer}`);
  const stuck = service.stuck.map((it) => {
    const never = it.event === 'placement' ? '' : `${it.event} ${it.certain ? 'never ends' : 'may never end'}: `;
    return `  ${never}${it.because}.\n    ${it.object}`;
  });
  const beyond = (service.unmodelled ?? []).map((it) => `  Not modelled: ${it}.`);
  const { lower, upper } = service.unavailability;
  const figure =
    upper === lower ? `${minutes(service.minutesPerYear)} minutes per year` : `up to ${minutes(service.minutesPerYear)} minutes per year`;
  const reason = spofs.length + stuck.length + beyond.length === 0 ? [`  ${service.because} (${figure}).`] : [];
  const [first, ...others] = service.advice;
  const advice = first ? [`  To prove it: ${first.change}.`, ...others.map((it) => `  Or: ${it.change}.`)] : provable(service);
  return [heading, ...spofs, ...stuck, ...beyond, ...reason, ...advice].join('\n');
}

function provable(service: ServiceResult): readonly string[] {
  const proved = provableTarget(service);
  return proved === undefined ? [] : [`  No change that was tried proves it. As it is, ${proved} is proved: promise that or less.`];
}

/** What each public entry point leads to, and how far that is proved. */
function waysInText({ services }: Report): readonly string[] {
  const ways = new Map<string, string[]>();
  for (const { service, verdict, reachedBy } of services) for (const way of reachedBy ?? []) append(ways, way, `${service} (${verdict})`);
  const lines = [...ways].map(([way, reached]) => `  ${way}: ${reached.join(', ')}`);
  return lines.length > 0 ? [`Reached from outside:\n${lines.join('\n')}`] : [];
}

function isOf({ kind, namespace, service }: ServiceResult, object: ObjectIdentity | undefined): boolean {
  return object?.kind === kind && object.namespace === namespace && object.name === service;
}

function assumptionsText({ assumptions }: Pick<Answer, 'assumptions'>): string {
  const grouped = new Map<string, string[]>();
  for (const { what, value, source } of assumptions) append(grouped, `${value} (${source})`, what);
  return `Proved means: as long as this holds.\n${[...grouped].map(([value, whats]) => `  ${some(whats)}: ${value}`).join('\n')}`;
}

function some(whats: readonly string[]): string {
  return whats.length > 4 ? `${whats.slice(0, 3).join(', ')} and ${whats.length - 3} more` : whats.join(', ');
}
