import { judge } from '../availability';
import { type ReadSummary, readManifests } from '../manifests/read';
import { readText } from '../report/read';
import type { Report } from '../report/report';
import { sarif } from '../report/sarif';
import { text } from '../report/text';
import { placed, rulesOver } from '../rules';
import type { Request } from './arguments';
import { judgedBy, readTopology } from './read';
import { schemaAssumption } from './schema-assumption';
import type { Streams } from './streams';

type CheckRequest = Extract<Request, { command: 'check' }>;

/** `nines check`: reads, judges, prints. */
export function check(asked: CheckRequest, streams: Streams): number {
  const { topology, place } = readTopology(asked.topology);
  const { documents, summary } = readManifests(asked.paths, asked);
  const values = documents.map((document) => document.value);
  const answer = judgedBy(place, () => judge(values, topology, { target: asked.target }));
  const review = rulesOver(documents, { topology, provided: topology.provided });
  const report = {
    ...answer,
    ...review,
    findings: [...placed(answer.findings, documents), ...review.findings],
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    read: summary,
  };
  streams.out(rendered(report, asked.format));
  return report.services.every((service) => service.verdict === 'proved') && report.findings.length === 0 ? 0 : 1;
}

function rendered(report: Report & { readonly read: ReadSummary }, format: CheckRequest['format']): string {
  if (format === 'text') return `${text(report)}\n${readText(report.read)}\n`;
  return `${JSON.stringify(format === 'sarif' ? sarif(report) : report, null, 2)}\n`;
}
