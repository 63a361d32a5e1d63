import type { Severity } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import type { ReadSummary } from '../manifests/read';
import type { RuleDescription } from '../rules';
import { gitlab } from './gitlab';
import { junit } from './junit';
import { markdown } from './markdown';
import type { Report } from './report';
import { sarif } from './sarif';

/** The formats of `nines check`, the default first. */
export const formats = ['text', 'json', 'sarif', 'gitlab', 'junit', 'markdown'] as const;

/** One that another program reads. */
export type DocumentFormat = Exclude<(typeof formats)[number], 'text'>;

/** What such a document is made of. */
export interface Printed {
  readonly report: Report;
  readonly read: ReadSummary;

  /** Rules of your own. */
  readonly rules: readonly RuleDescription[];
  readonly objects: readonly KubernetesObject[];

  /** The least severity that fails. */
  readonly failOn: Severity;
}

const writers: Readonly<Record<DocumentFormat, (printed: Printed) => string>> = {
  json: ({ report, read }) => json({ ...report, read }),
  sarif: ({ report, rules }) => json(sarif(report, rules)),
  gitlab: ({ report }) => json(gitlab(report)),
  junit: ({ report, objects, failOn }) => junit(report, objects, failOn),
  markdown: ({ report }) => markdown(report),
};

/** A report as a document that ends with a line break. */
export function documentOf(format: DocumentFormat, printed: Printed): string {
  return writers[format](printed);
}

/** Unusable input as a document: nothing is judged. */
export function unusableDocument(format: DocumentFormat, findings: Report['findings'], read: ReadSummary): string {
  if (format === 'json') return json({ findings, read });
  const report: Report = { services: [], assumptions: [], findings, accepted: [], skipped: [] };
  return documentOf(format, { report, read, rules: [], objects: [], failOn: 'error' });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
