import { acceptedText, skippedText } from './diagnostics';
import { partsOf, type ReportPart } from './environments';
import { findingsText } from './groups';
import type { Layout } from './layout';
import { noticesText } from './notices';
import type { Report } from './report';
import { plain } from './style';
import { summaryText } from './totals';

const NOT_JUDGED = `Availability is not judged without a topology, which says on which nodes pods may run:
  kubectl get nodes -o json | nines topology > topology.yaml   writes that of a cluster; then add --topology topology.yaml
  --topology three-zones                                       takes a usual cluster instead: three zones of two nodes`;

/**
 * The findings of the rules as text, where availability is not judged.
 *
 * @param hasTopology whether that is so because no verdict is asked for, and not because nothing says on what to judge
 */
export function rulesText(report: Report, hasTopology: boolean, layout: Layout = {}): string {
  const { findings, accepted, skipped, notices } = report;
  const parts = [
    summaryText(report, layout),
    ...(partsOf(report)?.flatMap((part) => environmentText(part, layout)) ?? found(findings, layout)),
    ...noticesText(notices),
    ...(accepted.length > 0 ? [`Accepted:\n${acceptedText(accepted, layout)}`] : []),
    ...(skipped.length > 0 ? [`Not checked against a schema:\n${skippedText(skipped, layout)}`] : []),
    ...(hasTopology ? [] : [NOT_JUDGED]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function environmentText({ name, findings }: ReportPart, layout: Layout): readonly string[] {
  const { style = plain } = layout;
  return findings.length > 0 ? [`${style('bold', `${name}:`)}\n${findingsText(findings, layout)}`] : [];
}

function found(findings: Report['findings'], layout: Layout): readonly string[] {
  return findings.length > 0 ? [findingsText(findings, layout)] : [];
}

/** The findings about what could be read beside documents that can't. */
export function partialText(report: Report, layout: Layout = {}): string {
  return `${summaryText(report, layout)}\n\n${findingsText(report.findings, layout)}\n\nRules between objects and availability are checked once everything can be read.\n`;
}
