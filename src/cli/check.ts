import { judge } from '../availability';
import { indexOf } from '../manifests/object-index';
import type { Report } from '../report/report';
import { sarif } from '../report/sarif';
import { text } from '../report/text';
import { placed, rulesOver } from '../rules';
import type { Request } from './arguments';
import { readManifests, readTopology } from './read';
import type { Streams } from './streams';

type CheckRequest = Extract<Request, { command: 'check' }>;

/** `nines check`: reads, judges, prints. */
export function check(asked: CheckRequest, streams: Streams): number {
  const topology = readTopology(asked.topology);
  const read = readManifests(asked.paths);
  const answer = judge(indexOf(read), topology, { target: asked.target });
  const review = rulesOver(read, { topology, provided: topology.provided });
  const report = { ...answer, ...review, findings: [...placed(answer.findings, read), ...review.findings] };
  streams.out(rendered(report, asked.format));
  return report.services.every((service) => service.verdict === 'proved') && report.findings.length === 0 ? 0 : 1;
}

function rendered(report: Report, format: CheckRequest['format']): string {
  if (format === 'text') return text(report);
  return `${JSON.stringify(format === 'sarif' ? sarif(report) : report, null, 2)}\n`;
}
