import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { AcceptedDiagnostic, Diagnostic, Location, Severity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { groups, type Rule, type RuleDescription } from '../rules';
import type { Report } from './report';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const home = 'https://nines.dev';

/** SARIF's own words for how bad it is. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', hint: 'note' };

/** Every rule there is, those that are checked elsewhere among them. */
const descriptions: readonly (Rule | RuleDescription)[] = groups.flatMap((group) => group.rules);

/**
 * The findings in the Static Analysis Results Interchange Format, which code hosts show beside the lines.
 *
 * What is accepted is a result with a suppression: shown, and no reason to fail.
 */
export function sarif({ findings, accepted }: Pick<Report, 'findings' | 'accepted'>): object {
  const results = [...findings.map(result), ...accepted.map(suppressed)];
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Nines', informationUri: home, rules: descriptions.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function descriptor({ id, severity, title, why, fix }: RuleDescription): object {
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: fix },
    helpUri: `${home}/rules/${id}`,
    defaultConfiguration: { level: levels[severity] },
  };
}

function result({ severity, rule, place, message, fix }: Diagnostic): object {
  // What can't be read has no object: its file tells it from the others.
  const object = place.object ? idOf(place.object) : (place.file ?? '');
  const pointer = place.pointer ?? '';
  const fingerprint = createHash('sha256').update([rule, object, pointer].join('\n')).digest('hex');
  return {
    ruleId: rule,
    ruleIndex: descriptions.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: `${subject(place)}${message}${fix && `; ${fix}`}.` },
    locations: [{ ...physical(place), logicalLocations: logical(place) }],
    partialFingerprints: { 'ruleObjectPointer/v1': fingerprint },
  };
}

function suppressed(diagnostic: AcceptedDiagnostic): object {
  return { ...result(diagnostic), suppressions: [{ kind: 'inSource', justification: diagnostic.because }] };
}

function subject({ object }: Location): string {
  return object ? `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}: ` : '';
}

function physical({ file, line, column }: Location): object {
  if (file === undefined) return {};
  const region = line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
}

/** The object and where in it, the construct that made it, and the setting that it was made of. */
function logical({ object, pointer = '', construct, setting }: Location): readonly object[] {
  return [
    ...(object ? [{ fullyQualifiedName: `${idOf(object)}${pointer}`, kind: 'object' }] : []),
    ...(construct !== undefined ? [{ fullyQualifiedName: construct, kind: 'construct' }] : []),
    ...(setting !== undefined ? [{ fullyQualifiedName: setting, kind: 'setting' }] : []),
  ];
}

/** A path as a URI: relative to where the command runs, so that a code host finds it in the repository. */
function uriOf(file: string): string {
  return file.startsWith('/') ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
