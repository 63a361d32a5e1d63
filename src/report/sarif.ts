import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { type AcceptedFinding, type Finding, rules } from '../rules';
import type { Report } from './report';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const home = 'https://nines.dev';

/**
 * The findings in the Static Analysis Results Interchange Format, which code hosts show beside the lines.
 *
 * What is accepted is a result with a suppression: shown, and no reason to fail. A service that isn't proved is no finding and isn't here.
 */
export function sarif({ findings, accepted }: Pick<Report, 'findings' | 'accepted'>): object {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const ids = [...new Set([...rules.map(({ id }) => id), ...findings.map(({ rule }) => rule)])];
  const results = [...findings.map((finding) => result(finding, ids)), ...accepted.map((it) => suppressed(it, ids))];
  const descriptors = ids.map((id) => descriptor(id, known.get(id)));
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Nines', informationUri: home, rules: descriptors } }, columnKind: 'utf16CodeUnits', results }],
  };
}

function descriptor(id: string, rule: (typeof rules)[number] | undefined): object {
  if (!rule) return { id };
  const { title, why, fix } = rule;
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: fix },
    helpUri: `${home}/rules#${id}`,
  };
}

function result(finding: Finding, ids: readonly string[]): object {
  const { rule, message, fix, object, pointer, kind, name, namespace, file } = finding;
  const fingerprint = createHash('sha256').update([rule, object, pointer].join('\n')).digest('hex');
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: 'error',
    message: { text: `${kind} ${namespace ? `${namespace}/` : ''}${name}: ${message}; ${fix}.` },
    locations: [
      {
        ...(file !== undefined && { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region(finding) } }),
        logicalLocations: [{ fullyQualifiedName: `${object}${pointer}`, kind: 'object' }],
      },
    ],
    partialFingerprints: { 'ruleObjectPointer/v1': fingerprint },
  };
}

function suppressed(finding: AcceptedFinding, ids: readonly string[]): object {
  return { ...result(finding, ids), suppressions: [{ kind: 'inSource', justification: finding.because }] };
}

function region({ line, column }: Finding): object {
  return line === undefined ? {} : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
}

/** A path as a URI: relative to where the command runs, so that a code host finds it in the repository. */
function uriOf(file: string): string {
  return file.startsWith('/') ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
