import { judge } from '../availability';
import { InputError } from '../manifests/input-error';
import type { ObjectIndex } from '../manifests/object-index';
import type { ReadSummary } from '../manifests/read';
import { diagnosticLine } from '../report/diagnostics';
import { readText } from '../report/read';
import type { Report } from '../report/report';
import { sarif } from '../report/sarif';
import { text } from '../report/text';
import { findingsIn, promisesOver } from '../rules';
import type { CheckRequest } from './arguments';
import { type Input, readInput, UnusableError } from './input';
import { judgedBy } from './read';
import { schemaAssumption } from './schema-assumption';
import type { Streams } from './streams';

/** `nines check`: reads, judges, prints. */
export function check(asked: CheckRequest, streams: Streams): number {
  try {
    return judged(readInput(asked), asked, streams);
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    tell(error, asked.format, streams);
    return 2;
  }
}

function judged({ topology, place, index, review, read }: Input, asked: CheckRequest, streams: Streams): number {
  const answer = answerOf({ topology, place, index, read }, asked);
  const promises = promisesOver(answer.services, index);
  const report = {
    ...answer,
    findings: [...review.findings, ...promises.findings],
    accepted: [...review.accepted, ...promises.accepted],
    skipped: review.skipped,
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    read,
  };
  streams.out(rendered(report, asked.format));
  return report.findings.length === 0 ? 0 : 1;
}

function answerOf({ topology, place, index, read }: Omit<Input, 'review'>, { target }: CheckRequest): ReturnType<typeof judge> {
  try {
    const findings = (changed: ObjectIndex) => findingsIn(changed, topology);
    return judgedBy(place, () => judge(index, topology, { target, findings }));
  } catch (error) {
    if (error instanceof InputError) throw new UnusableError([error.diagnostic], read);
    throw error;
  }
}

function rendered(report: Report & { readonly read: ReadSummary }, format: CheckRequest['format']): string {
  if (format === 'text') return `${text(report)}\n${readText(report.read)}\n`;
  return `${JSON.stringify(format === 'sarif' ? sarif(report) : report, null, 2)}\n`;
}

/** Says what can't be used. Text goes to standard error; the other formats say it where their readers look for an answer. */
function tell({ findings, read }: UnusableError, format: CheckRequest['format'], streams: Streams): void {
  if (format === 'text') for (const finding of findings) streams.error(`nines: ${diagnosticLine(finding)}\n`);
  else streams.out(`${JSON.stringify(format === 'sarif' ? sarif({ findings, accepted: [] }) : { findings, read }, null, 2)}\n`);
}
