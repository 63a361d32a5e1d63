import { writeFileSync } from 'node:fs';
import { severities } from '../manifests/diagnostic';
import { InputError, InputErrors, reasonOf } from '../manifests/input-error';
import { fieldPath } from '../manifests/pointer';
import { exists } from '../manifests/read';
import { SchemaProblems } from '../manifests/schema-problems';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import type { BaselineEntry } from './baseline';

const text = { type: 'string' };
const problems = new SchemaProblems(
  {
    type: 'object',
    additionalProperties: false,
    required: ['version', 'findings'],
    properties: {
      about: text,
      version: { type: 'integer', minimum: 1, maximum: 1 },
      findings: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['rule', 'object', 'at', 'severity'],
          properties: { rule: text, object: text, at: text, severity: { enum: severities }, count: { type: 'integer', minimum: 1 } },
        },
      },
    },
  } as object,
  {},
);

const ABOUT =
  'Findings that nines check neither shows nor fails on. Written by nines check --update-baseline: entries may be removed, not added.';

/** The entries of a baseline. @throws InputError and InputErrors if it can't be read */
export function readBaseline(file: string): readonly BaselineEntry[] {
  if (!exists(file)) throw new InputError(`no such file: ${file}`, 'write it with --update-baseline');
  const [source] = parseYaml(readText(file, file), file);
  if (source === undefined || source.value === null)
    throw new InputError('the baseline is empty', 'write it with --update-baseline', { file });
  const errors = problems
    .in(source.value)
    .map(({ path, message, fix }) => new InputError(`${fieldPath(path) || 'baseline'}: ${message}`, fix, { file, ...source.locate(path) }));
  if (errors.length > 0) throw InputErrors.of(errors);
  return (source.value as { readonly findings: readonly BaselineEntry[] }).findings;
}

/** Writes a baseline, an entry on each line, so that two branches that remove different ones merge. @throws InputError if the file can't be written */
export function writeBaseline(file: string, entries: readonly BaselineEntry[]): void {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  const findings = entries.length === 0 ? '[]' : `[\n${lines}\n  ]`;
  try {
    writeFileSync(file, `{\n  "about": ${JSON.stringify(ABOUT)},\n  "version": 1,\n  "findings": ${findings}\n}\n`);
  } catch (error) {
    throw new InputError(`${file}: ${reasonOf(error)}`, 'name a file that can be written');
  }
}
