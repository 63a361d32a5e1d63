import { type Diagnostic, type Severity, severities } from '../manifests/diagnostic';
import { append, keyOf } from '../manifests/multimap';
import { groups as documented } from '../rules';
import { placeText, styledText } from './diagnostics';
import { folded, foldedLines, type Layout, moreText } from './layout';
import { colorOf, plain } from './style';

/** The findings of one rule. */
interface RuleFindings {
  readonly rule: string;

  /** The worst of them. */
  readonly severity: Severity;
  readonly findings: readonly Diagnostic[];
}

/** The findings of a rule, and the places of one finding, that are shown without `--all`. */
const SHOWN = 5;

/** Findings by rule: the worst first, and of these in the order of the documentation, so that a wrong value comes before what follows from it. */
export function byRule(findings: readonly Diagnostic[]): readonly RuleFindings[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const finding of findings) append(groups, finding.rule, finding);
  const found = [...groups].map(([rule, own]) => ({ rule, severity: worstOf(own), findings: own }));
  return found.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity) || orderOf(one) - orderOf(other));
}

const order = new Map(documented.flatMap(({ rules }) => rules).map(({ id }, index) => [id, index]));

/** Rules of a user's own come last. */
function orderOf({ rule }: RuleFindings): number {
  return order.get(rule) ?? order.size;
}

/** Findings as text, grouped by rule; what is said of several places in the same words is said once. */
export function findingsText(findings: readonly Diagnostic[], layout: Layout = {}): string {
  return byRule(findings)
    .flatMap((group) => ruleText(group, layout))
    .join('\n');
}

function ruleText({ rule, findings }: RuleFindings, layout: Layout): readonly string[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const finding of findings) append(groups, keyOf(finding.severity, finding.message, finding.fix), finding);
  const sorted = [...groups.values()].sort((one, other) => rankOf(one) - rankOf(other));
  const { shown, more } = folded(sorted, SHOWN, layout);
  const { style = plain } = layout;
  const texts = shown.map((group) => (group.length === 1 ? styledText(group[0] as Diagnostic, style) : repeatedText(group, layout)));
  return more === 0 ? texts : [...texts, `${style('dim', `${rule}:`)} ${moreText(more, layout)}`];
}

/** One problem in several places. */
function repeatedText(findings: readonly Diagnostic[], layout: Layout): string {
  const [{ severity, message, rule, fix }] = findings as [Diagnostic];
  const { style = plain } = layout;
  const heading = `${style(colorOf[severity], `${severity}:`)} ${message}, ${findings.length} times [${rule}]`;
  const places = foldedLines(
    findings.map(({ place }) => `    ${placeText(place)}`),
    SHOWN,
    layout,
    '    ',
  );
  return [heading, ...(fix ? [`  ${fix}`] : []), ...places].join('\n');
}

function rankOf([first]: readonly Diagnostic[]): number {
  return first ? severities.indexOf(first.severity) : severities.length;
}

function worstOf(findings: readonly Diagnostic[]): Severity {
  return severities.find((severity) => findings.some((it) => it.severity === severity)) as Severity;
}
