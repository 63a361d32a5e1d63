import { type Diagnostic, type Severity, severities, unreadable } from '../manifests/diagnostic';
import { acceptedText } from './diagnostics';
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
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rowsOf = [line(heading), line(heading.map(() => '---')), ...rows.map((cells) => line(cells.map(code)))].join('\n');
  return [rowsOf, ...keptWithout(services.map(named)).map(code)].join('\n\n');
}

/** Of several environments each has a service of the same name. */
function named(service: Report['services'][number]): Report['services'][number] {
  const { environment } = service;
  return environment === undefined ? service : { ...service, service: `${service.service} (${environment})` };
}

/** A cell as code: in a table a bar ends a cell even there. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}\``;
}

/** Errors are unfolded. */
function section(severity: Severity, findings: readonly Diagnostic[], services: Report['services']): string {
  return details(counted(findings.length, severity), findings.map((it) => problemText(it, services)).join('\n'), severity === 'error');
}

function details(summary: string, text: string, isOpen = false): string {
  // A longer fence than any in the text.
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${fence}text\n${text}\n${fence}\n\n</details>`;
}
