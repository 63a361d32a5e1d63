import type { Answer, ServiceResult } from '../availability/result';
import { acceptedText as acceptedFindings, findingText, skippedText } from './findings';
import type { Report } from './report';
import { minutes, percent, serviceTable } from './table';

/** The whole answer for a person: the table, what is wrong and how to mend it, and what was assumed. */
export function text(answer: Report): string {
  const failures = answer.services.filter((service) => service.verdict !== 'proved').map(failureText);
  const parts = [
    answer.services.length > 0 ? serviceTable(answer.services) : 'No Deployment, StatefulSet or DaemonSet found.',
    ...failures,
    ...waysInText(answer),
    ...(answer.findings.length > 0 ? [answer.findings.map(findingText).join('\n')] : []),
    ...acceptedText(answer),
    ...(answer.skipped.length > 0 ? [`Not compared with a schema:\n${skippedText(answer.skipped)}`] : []),
    assumptionsText(answer),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Why a service is not proved: each cause in a sentence with its object, and the cheapest change that would prove it. */
export function failureText(service: ServiceResult): string {
  const name = service.path ?? `${service.kind} ${service.namespace}/${service.service}`;
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

/** Where nothing that was tried proves the target, and it is the figure alone that is in the way: what is proved. */
function provable({ target, singlePointsOfFailure, stuck, unavailability: { upper } }: ServiceResult): readonly string[] {
  if (target === undefined || upper <= 1 - target || upper > 0.5 || singlePointsOfFailure.length + stuck.length > 0) return [];
  // Two digits behind the nines, rounded towards what is proved.
  const digits = Math.max(0, Math.ceil(-Math.log10(upper * 100)) + 1);
  const proved = Math.floor((1 - upper) * 100 * 10 ** digits) / 10 ** digits;
  return [`  No change that was tried proves it. As it is, ${proved.toFixed(digits)}% is proved: promise that or less.`];
}

/** What each public way in leads to, and how far that is proved. */
function waysInText({ services }: Report): readonly string[] {
  const ways = new Map<string, string[]>();
  for (const { service, verdict, reachedBy } of services)
    for (const way of reachedBy ?? []) ways.set(way, [...(ways.get(way) ?? []), `${service} (${verdict})`]);
  const lines = [...ways].map(([way, reached]) => `  ${way}: ${reached.join(', ')}`);
  return lines.length > 0 ? [`Reached from outside:\n${lines.join('\n')}`] : [];
}

function acceptedText({ services, accepted }: Report): readonly string[] {
  const risks = services.flatMap((service) =>
    (service.accepted ?? []).map((it) => `  ${service.service}: ${it.what}, because ${it.because.replace(/^because /, '')}`),
  );
  const lines = [...risks, ...(accepted.length > 0 ? [acceptedFindings(accepted)] : [])];
  return lines.length > 0 ? [`Accepted:\n${lines.join('\n')}`] : [];
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
