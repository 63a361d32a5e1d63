import type { Diagnostic } from '../manifests/diagnostic';
import { severities } from '../manifests/diagnostic';
import { byRule } from './groups';
import { folded, type Layout, moreText } from './layout';
import type { Hidden, Report } from './report';
import { colorOf, plain } from './style';

/** The rules that the summary names. */
const NAMED = 12;

/** What a report says in a line or a few: how many findings, of which rules, how many services are proved, and what isn't shown. */
export function summaryText(report: Report, layout: Layout = {}): string {
  const { findings, services, hidden, environments } = report;
  const { style = plain } = layout;
  const counts = findings.length === 0 ? style('green', 'No findings') : style('bold', countsOf(findings));
  const proved = services.filter(({ verdict }) => verdict === 'proved').length;
  const verdicts = services.length === 0 ? '' : `; ${proved} of ${counted(services.length, 'service')} proved`;
  const judged = environments ? [`${environments.length} environments, judged one by one: ${environments.join(', ')}.`] : [];
  return [...judged, `${counts}${verdicts}.`, ...ruleLines(findings, layout), ...hiddenLines(hidden)].join('\n');
}

/** `2 errors, 1 warning, 40 hints`. */
function countsOf(findings: readonly Diagnostic[]): string {
  return severities
    .map((severity) => [severity, findings.filter((it) => it.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, severity))
    .join(', ');
}

/** Each rule with its findings, where there are several rules and more findings than rules. */
function ruleLines(findings: readonly Diagnostic[], layout: Layout): readonly string[] {
  const groups = byRule(findings);
  if (groups.length < 2 || findings.length === groups.length) return [];
  const { style = plain } = layout;
  const width = Math.max(...groups.map(({ rule }) => rule.length));
  const { shown, more } = folded(groups, NAMED, layout);
  const lines = shown.map(({ rule, severity, findings: own }) => `  ${style(colorOf[severity], rule.padEnd(width))}  ${countsOf(own)}`);
  return more === 0 ? lines : [...lines, `  ${moreText(more, layout)}`];
}

/** How many findings aren't shown, and why; nothing if all are. */
export function hiddenLines(hidden: Hidden | undefined): readonly string[] {
  if (!hidden) return [];
  const parts = [
    ...(hidden.baseline > 0 ? [`${hidden.baseline} in the baseline`] : []),
    ...(hidden.severity > 0 ? [`${hidden.severity} less severe`] : []),
    ...(hidden.rule > 0 ? [`${hidden.rule} of other rules`] : []),
    ...(hidden.namespace > 0 ? [`${hidden.namespace} outside of the namespaces`] : []),
  ];
  return parts.length === 0 ? [] : [`Not shown: ${parts.join(', ')}.`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
