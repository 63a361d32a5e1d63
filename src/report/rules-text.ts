import { acceptedText, skippedText } from './diagnostics';
import { findingsText } from './groups';
import type { Layout } from './layout';
import { noticesText } from './notices';
import type { Report } from './report';
import { summaryText } from './summary';

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
    ...(findings.length > 0 ? [findingsText(findings, layout)] : []),
    ...noticesText(notices),
    ...(accepted.length > 0 ? [`Accepted:\n${acceptedText(accepted, layout)}`] : []),
    ...(skipped.length > 0 ? [`Not checked against a schema:\n${skippedText(skipped, layout)}`] : []),
    ...(hasTopology ? [] : [NOT_JUDGED]),
  ];
  return `${parts.join('\n\n')}\n`;
}
