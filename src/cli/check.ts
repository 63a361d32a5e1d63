import { isAtLeast } from '../manifests/diagnostic';
import { InputError } from '../manifests/input-error';
import { placed } from '../platform/topology-source';
import { fullReport, rulesReport } from '../proof/report';
import { diagnosticLine } from '../report/diagnostics';
import { explanation } from '../report/explanation';
import { documentOf, unusableDocument } from '../report/formats';
import { readText } from '../report/read';
import type { Report } from '../report/report';
import { rulesText } from '../report/rules-text';
import { text } from '../report/text';
import type { CheckRequest } from './arguments';
import { type Input, readInput, UnusableError } from './input';
import type { Streams } from './streams';

/** `nines check`: reads, judges, prints. */
export function check(asked: CheckRequest, streams: Streams): number {
  try {
    const input = readInput(asked);
    const report = reportOn(input, asked);
    streams.out(asked.explain === undefined ? rendered(report, input, asked) : explanation(report.services, asked.explain));
    return report.findings.some(({ severity }) => isAtLeast(severity, asked.failOn)) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    tell(error, asked.format, streams);
    return 2;
  }
}

function reportOn({ topology, place, index, review, rules, read }: Input, { target, format }: CheckRequest): Report {
  if (topology === undefined) return rulesReport(review);
  try {
    return placed({ place }, () =>
      fullReport(index, topology, review, { target, rules, withSavings: format === 'text' || format === 'json' }),
    );
  } catch (error) {
    if (error instanceof InputError) throw new UnusableError([error.diagnostic], read);
    throw error;
  }
}

function rendered(report: Report, { topology, index, read, rules }: Input, { format, failOn }: CheckRequest): string {
  if (format === 'text') return `${topology === undefined ? rulesText(report) : text(report)}\n${readText(read)}\n`;
  return documentOf(format, { report, read, rules, objects: index.objects, failOn });
}

/** Reports unusable input. Text goes to standard error; the other formats go to standard output, where their consumers read. */
function tell({ findings, read }: UnusableError, format: CheckRequest['format'], streams: Streams): void {
  if (format === 'text') for (const finding of findings) streams.error(`nines: ${diagnosticLine(finding)}\n`);
  else streams.out(unusableDocument(format, findings, read));
}
