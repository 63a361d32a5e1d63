import { pathToFileURL } from 'node:url';
import type { AcceptedDiagnostic, Diagnostic, Location, Severity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { groups, type RuleDescription } from '../rules';
import type { Notice, Report } from './report';
import { fingerprintOf, summaryOf } from './summary';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const home = 'https://github.com/nines-dev/nines';

/** The severities as levels of SARIF. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', hint: 'note' };

/** All rules, including preconditions that are checked elsewhere. */
const builtIn: readonly RuleDescription[] = groups.flatMap((group) => group.rules);

/**
 * The findings in the Static Analysis Results Interchange Format, which code hosts show beside the lines.
 *
 * An accepted finding is a result with a suppression: it is shown, and doesn't fail.
 */
export function sarif(
  { findings, accepted, notices = [] }: Pick<Report, 'findings' | 'accepted' | 'notices'>,
  own: readonly RuleDescription[] = [],
): object {
  const descriptions = [...builtIn, ...own];
  const indices = new Map(descriptions.map(({ id }, index) => [id, index]));
  const results = [...findings.map((it) => result(it, indices)), ...accepted.map((it) => suppressed(it, indices))];
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Nines', informationUri: home, rules: [...builtIn.map(documented), ...own.map(descriptor)] } },
        columnKind: 'utf16CodeUnits',
        ...(notices.length > 0 && {
          invocations: [{ executionSuccessful: true, toolConfigurationNotifications: notices.map(notification) }],
        }),
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
    defaultConfiguration: { level: levels[severity] },
  };
}

/** The page of a built-in rule. */
function documented(rule: RuleDescription): object {
  return { ...descriptor(rule), helpUri: `${home}/blob/main/docs/rules/${rule.id}.md` };
}

function result(diagnostic: Diagnostic, indices: ReadonlyMap<string, number>): object {
  const { severity, rule, place } = diagnostic;
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule) ?? -1,
    level: levels[severity],
    message: { text: summaryOf(diagnostic) },
    locations: [{ ...physical(place), logicalLocations: logical(place) }],
    partialFingerprints: { 'ruleObjectPointer/v1': fingerprintOf(diagnostic) },
  };
}

function suppressed(diagnostic: AcceptedDiagnostic, indices: ReadonlyMap<string, number>): object {
  const { acceptedIn, because } = diagnostic;
  const suppression = {
    kind: acceptedIn ? 'external' : 'inSource',
    justification: because,
    ...(acceptedIn && { location: physical(acceptedIn) }),
  };
  return { ...result(diagnostic, indices), suppressions: [suppression] };
}

/** SARIF shows what concerns the configuration apart from the results. */
function notification({ place, message, fix }: Notice): object {
  return { level: 'warning', message: { text: `${message}; ${fix}.` }, locations: [physical(place)] };
}

function physical({ file, line, column }: Location): object {
  if (file === undefined) return {};
  const region = line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
}

/** The object and the place in it, the construct that created it, and the user's setting. */
function logical({ object, pointer = '', construct, setting }: Location): readonly object[] {
  return [
    ...(object ? [{ fullyQualifiedName: `${idOf(object)}${pointer}`, kind: 'object' }] : []),
    ...(construct !== undefined ? [{ fullyQualifiedName: construct, kind: 'construct' }] : []),
    ...(setting !== undefined ? [{ fullyQualifiedName: setting, kind: 'setting' }] : []),
  ];
}

/** A path as a URI relative to the working directory, so that a code host finds it in the repository. */
function uriOf(file: string): string {
  return file.startsWith('/') ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/');
}
