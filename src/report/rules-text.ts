import type { Review } from '../rules';
import { acceptedText, diagnosticText, skippedText } from './diagnostics';

const NOT_JUDGED = `Availability is not judged without a topology, which says on which nodes pods may run:
  kubectl get nodes -o json | nines topology > topology.yaml   writes that of a cluster; then add --topology topology.yaml
  --topology three-zones                                       takes a usual cluster instead: three zones of two nodes`;

/** The findings of the rules as text, where nothing says on what to judge availability. */
export function rulesText({ findings, accepted, skipped }: Review): string {
  const parts = [
    findings.length > 0 ? findings.map(diagnosticText).join('\n') : 'No rule finds anything.',
    ...(accepted.length > 0 ? [`Accepted:\n${acceptedText(accepted)}`] : []),
    ...(skipped.length > 0 ? [`Not checked against a schema:\n${skippedText(skipped)}`] : []),
    NOT_JUDGED,
  ];
  return `${parts.join('\n\n')}\n`;
}
