import { type Diagnostic, type Severity, severities, unreadable } from '../manifests/diagnostic';
import { acceptedText } from './diagnostics';
import { fenced, folded, tableOf } from './markdown-blocks';
import { noticesText } from './notices';
import type { Report } from './report';
import { keptWithout, serviceRows } from './table';
import { problemText } from './text';
import { hiddenLines } from './totals';

/**
 * The report as Markdown for a pull request: how much was found, the services, and the findings with the worst first.
 *
 * What manifests say stands in code alone: whoever writes them can mention nobody, and show no picture and no link.
 */
export function markdown({ services, findings, accepted, hidden, notices = [] }: Omit<Report, 'assumptions' | 'skipped'>): string {
  const bySeverity = severities.map((severity) => [severity, findings.filter((it) => it.severity === severity)] as const);
  const parts = [
    `### ${headingOf(findings)}`,
    ...(services.length > 0 ? [serviceTable(services)] : []),
    ...bySeverity.flatMap(([severity, all]) => (all.length > 0 ? [section(severity, all, services)] : [])),
    ...(accepted.length > 0 ? [details(`${accepted.length} accepted`, acceptedText(accepted))] : []),
    ...(notices.length > 0 ? [details(counted(notices.length, 'notice'), noticesText(notices).join('\n'))] : []),
    ...hiddenLines(hidden),
  ];
  return `${parts.join('\n\n')}\n`;
}

function headingOf(findings: readonly Diagnostic[]): string {
  if (findings.some(({ rule }) => rule === unreadable)) return 'Unusable input, so nothing is judged';
  const counts = severities.map((severity) => counted(findings.filter((it) => it.severity === severity).length, severity));
  return counts.filter(Boolean).join(', ') || 'No finding';
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function serviceTable(services: Report['services']): string {
  const [heading = [], ...rows] = serviceRows(services.map(named));
  return [tableOf([heading, ...rows.map((cells) => cells.map(code))]), ...keptWithout(services.map(named)).map(code)].join('\n\n');
}

/** Of several environments each has a service of the same name. */
function named(service: Report['services'][number]): Report['services'][number] {
  const { environment } = service;
  return environment === undefined ? service : { ...service, service: `${service.service} (${environment})` };
}

/** A text as code, on one line. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\``;
}

/** Errors are unfolded. */
function section(severity: Severity, findings: readonly Diagnostic[], services: Report['services']): string {
  return details(counted(findings.length, severity), findings.map((it) => problemText(it, services)).join('\n'), severity === 'error');
}

function details(summary: string, text: string, isOpen = false): string {
  return folded(summary, fenced('text', text), isOpen);
}
