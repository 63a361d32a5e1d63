import {
  type AcceptedDiagnostic,
  type Diagnostic,
  isAtLeast,
  type ObjectIdentity,
  type Severity,
  severities,
  unreadable,
} from '../manifests/diagnostic';
import { append } from '../manifests/multimap';
import type { KubernetesObject } from '../manifests/object';
import { availability, errorBudget } from '../rules';
import { diagnosticText } from './diagnostics';
import type { Report } from './report';
import { type XmlElement, xml } from './xml';

/** What a test case says of one rule and one object. */
interface TestCase {
  /** The file of the object. */
  readonly suite: string;
  readonly classname: string;
  readonly name: string;
  readonly findings: readonly (Diagnostic | AcceptedDiagnostic)[];
}

type Judged = Pick<Report, 'findings' | 'accepted' | 'services'>;

/** Of a problem that has no file. */
const NO_FILE = 'nines';

/**
 * The report as JUnit XML, which Jenkins, GitLab and others show as tests: a suite for each file, and in it
 *
 * - a case for each rule that finds something in an object: it fails if a finding is at least as bad as `failOn`, and is skipped if all are less or accepted;
 * - a case for each proof that succeeds, `availability` and `error-budget`;
 * - a case `rules` for each other object, which passes.
 *
 * Unusable input is an error, which is more than a failure.
 */
export function junit(judged: Judged, objects: readonly KubernetesObject[], failOn: Severity): string {
  const cases = [...found(judged), ...kept(judged, objects)];
  const told = new Set(cases.map(keyOf));
  const others = objects.map((it) => passing(it, 'rules')).filter((it) => !told.has(keyOf(it)));
  const suites = new Map<string, TestCase[]>();
  for (const it of [...cases, ...others]) append(suites, it.suite, it);
  const content = [...suites].map(([name, its]) => suite(name, its, failOn));
  return xml({ name: 'testsuites', attributes: { name: 'nines' }, content });
}

/** The findings of each rule in each object. */
function found({ findings, accepted }: Judged): readonly TestCase[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const it of [...findings, ...accepted])
    append(groups, [it.place.file, classOf(it.place.object, it.place.file), it.rule].join('\n'), it);
  return [...groups.values()].map((all) => {
    const { place, rule } = all[0] as Diagnostic;
    return { suite: place.file ?? NO_FILE, classname: classOf(place.object, place.file), name: rule, findings: all };
  });
}

/** The services whose structure is proved, and those whose budget is kept. A service may be neither, without a finding. */
function kept({ services, findings, accepted }: Judged, objects: readonly KubernetesObject[]): readonly TestCase[] {
  const names = ({ kind, namespace, name }: ObjectIdentity, rule: string) => [kind, namespace, name, rule].join('\n');
  const told = new Set([...findings, ...accepted].flatMap(({ place, rule }) => (place.object ? [names(place.object, rule)] : [])));
  return services.flatMap(({ kind, namespace, service, verdict, downtime }) => {
    const object = objects.find((it) => it.kind === kind && it.namespace === namespace && it.name === service);
    const rules = [...(verdict === 'proved' ? [availability.id] : []), ...(downtime.verdict === 'kept' ? [errorBudget.id] : [])];
    return object === undefined ? [] : rules.filter((rule) => !told.has(names(object, rule))).map((rule) => passing(object, rule));
  });
}

function passing(object: KubernetesObject, name: string): TestCase {
  const { file } = object.document;
  return { suite: file ?? NO_FILE, classname: classOf(object, file), name, findings: [] };
}

/** Each object is told once: by its findings, its proofs, or as one without. */
function keyOf({ suite, classname }: TestCase): string {
  return [suite, classname].join('\n');
}

function classOf(object: ObjectIdentity | undefined, file = NO_FILE): string {
  return object === undefined ? file : `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
}

type Outcome = 'error' | 'failure' | 'skipped' | 'passed';

function outcomeOf({ findings }: TestCase, failOn: Severity): Outcome {
  if (findings.length === 0) return 'passed';
  if (findings.some(({ rule }) => rule === unreadable)) return 'error';
  return findings.some((it) => !isAccepted(it) && isAtLeast(it.severity, failOn)) ? 'failure' : 'skipped';
}

function suite(name: string, cases: readonly TestCase[], failOn: Severity): XmlElement {
  const count = (outcome: Outcome) => cases.filter((it) => outcomeOf(it, failOn) === outcome).length;
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
  return { name: 'testsuite', attributes: { name, ...counts }, content: cases.map((it) => testcase(it, failOn)) };
}

function testcase(it: TestCase, failOn: Severity): XmlElement {
  const attributes = { classname: it.classname, name: it.name };
  const outcome = outcomeOf(it, failOn);
  if (outcome === 'passed') return { name: 'testcase', attributes };
  const { severity, message } = worstOf(it.findings);
  const text = it.findings.map(textOf).join('\n');
  // Jenkins shows the output of a skipped test, and GitLab the text of the element.
  const skipped = [
    { name: 'skipped', content: `${severity}: ${message}` },
    { name: 'system-out', content: text },
  ];
  const failed = [{ name: outcome, attributes: { type: severity, message }, content: text }];
  return { name: 'testcase', attributes, content: outcome === 'skipped' ? skipped : failed };
}

/** An accepted finding is less than any other. */
function worstOf(all: TestCase['findings']): Diagnostic {
  const open = all.filter((it) => !isAccepted(it));
  const bySeverity = [...(open.length > 0 ? open : all)].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return bySeverity[0] as Diagnostic;
}

function textOf(finding: Diagnostic | AcceptedDiagnostic): string {
  return `${diagnosticText(finding)}${isAccepted(finding) ? `\n  accepted, because ${finding.because}` : ''}`;
}

function isAccepted(finding: Diagnostic | AcceptedDiagnostic): finding is AcceptedDiagnostic {
  return 'because' in finding;
}
