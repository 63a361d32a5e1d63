import { keepableTarget, minutesLeftBy, provableTarget, type ServiceResult } from '../availability';
import type { Diagnostic, ObjectIdentity } from '../manifests/diagnostic';
import { append } from '../manifests/multimap';
import {
  availability,
  budgetInWords,
  causesOf,
  costliest,
  decidedBy,
  errorBudget,
  onlyPodInWords,
  savingsOfSum,
  verdictInWords,
} from '../rules';
import { minutes, minutesWithRange } from './amounts';
import { assumptionsText } from './assumptions';
import { inferredText } from './dependencies';
import { acceptedText, placeText, skippedText, styledText } from './diagnostics';
import { downtimeText } from './downtime';
import { isIn, partsOf, type ReportPart, SHARED } from './environments';
import { riskName, sourceOf } from './estimates';
import { findingsText } from './groups';
import { folded, foldedLines, type Layout, moreText } from './layout';
import { assumedNeedText } from './needs';
import { notIncludedText } from './not-included';
import { noticesText } from './notices';
import { recordText } from './record';
import type { Report } from './report';
import { savingText } from './savings';
import { colorOf, plain, type Style } from './style';
import { serviceTable } from './table';
import { summaryText } from './totals';

/** The rows of the table without `--all`. */
const ROWS = 40;

/** The failures that are explained without `--all`. */
const EXPLAINED = 10;

/** The whole report as text: a summary, the table, the findings with their fixes, and the assumptions. */
export function text(answer: Report, layout: Layout = {}): string {
  const parts = [
    summaryText(answer, layout),
    ...(partsOf(answer)?.flatMap((part) => environmentText(part, layout)) ?? judgedText(answer, layout)),
    ...noticesText(answer.notices),
    ...downtimesText(answer.services, layout),
    ...notIncludedText(answer.services),
    ...entryPointsText(answer, layout),
    ...assumedNeedText(answer.services, layout),
    ...inferredText(answer.services, layout),
    ...(answer.accepted.length > 0 ? [`Accepted:\n${acceptedText(answer.accepted, layout)}`] : []),
    ...(answer.skipped.length > 0 ? [`Not checked against a schema:\n${skippedText(answer.skipped, layout)}`] : []),
    assumptionsText(answer),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** One of several environments, under its name. */
function environmentText(part: ReportPart, layout: Layout): readonly string[] {
  const { style = plain } = layout;
  const { name, services, findings } = part;
  const [first = '', ...others] = name === SHARED ? findingParts(findings, services, layout) : judgedText(part, layout);
  return [`${style('bold', `${name}:`)}\n${first}`, ...others];
}

/** The table of services and the findings. */
function judgedText({ services, findings }: Pick<Report, 'services' | 'findings'>, layout: Layout): readonly string[] {
  return [tableText(services, layout), ...findingParts(findings, services, layout)];
}

function tableText(services: readonly ServiceResult[], layout: Layout): string {
  if (services.length === 0) return 'No Deployment, StatefulSet or DaemonSet found.';
  const isFine = ({ verdict, downtime }: ServiceResult) => verdict === 'proved' && downtime.verdict !== 'missed';
  const { more } = folded(services, ROWS, layout);
  // What is folded away is what needs no work.
  const sorted = more === 0 ? services : [...services.filter((it) => !isFine(it)), ...services.filter(isFine)];
  const { shown } = folded(sorted, ROWS, layout);
  return [serviceTable(shown), ...(more > 0 ? [moreText(more, layout)] : [])].join('\n');
}

function findingParts(all: readonly Diagnostic[], services: readonly ServiceResult[], layout: Layout): readonly string[] {
  const isVerdict = ({ rule }: Diagnostic) => rule === availability.id || rule === errorBudget.id;
  const verdicts = folded(all.filter(isVerdict), EXPLAINED, layout);
  const findings = all.filter((finding) => !isVerdict(finding));
  return [
    ...verdicts.shown.map((finding) => problemText(finding, services, layout.style)),
    ...(verdicts.more > 0 ? [moreText(verdicts.more, layout)] : []),
    ...(findings.length > 0 ? [findingsText(findings, layout)] : []),
  ];
}

/** A diagnostic as text; for a service that isn't proved, with each cause and each fix. */
export function problemText(problem: Diagnostic, services: readonly ServiceResult[], style: Style = plain): string {
  const texts = new Map([
    [availability.id, failureText],
    [errorBudget.id, budgetText],
  ]);
  const { file, object } = problem.place;
  const judged = services.filter((it) => isOf(it, object));
  const service = judged.find(({ environment }) => environment !== undefined && isIn(file, environment)) ?? judged[0];
  const explained = texts.get(problem.rule);
  return service && explained ? explained(problem, service, style) : styledText(problem, style);
}

/** Why a service is not proved: each cause in a sentence with its object, and the cheapest fix. */
function failureText({ severity, rule, place, fix }: Diagnostic, service: ServiceResult, style: Style): string {
  const heading = `${style(colorOf[severity], `${severity}:`)} ${placeText(place)}\n  ${verdictInWords(service)} [${rule}]`;
  const causes = causesOf(service).map(({ what, because, where }) => `  ${what}: ${because}.\n    ${where}`);
  const reason = causes.length === 0 ? [`  ${service.because}${figure(service)}.`] : [];
  const [first, ...others] = service.advice;
  const advice = first
    ? [`  To prove it: ${first.change}.`, ...others.map((it) => `  Or: ${it.change}.`)]
    : service.onlyPod
      ? onlyPodInWords(service, service.onlyPod).map((clause) => `  ${sentence(clause)}`)
      : [provable(service) ?? `  ${sentence(fix)}`];
  return [heading, ...causes, ...reason, ...advice].join('\n');
}

/** Why an error budget isn't kept: the largest rows with their sources, and what shortens them. */
function budgetText({ severity, rule, place }: Diagnostic, service: ServiceResult, style: Style): string {
  const { downtime } = service;
  const { named, others, count } = costliest(downtime);
  const kept = keepableTarget(service);
  const narrowing = decidedBy(downtime);
  return [
    `${style(colorOf[severity], `${severity}:`)} ${placeText(place)}\n  ${budgetInWords(service)} [${rule}]`,
    ...named.map((risk) => `  ${riskName(risk)}, ${minutesWithRange(risk.minutes)} minutes: ${risk.cause}.\n    ${sourceOf(risk)}`),
    ...(count > 0 ? [`  ${count} smaller, ${minutes(others)} minutes.`] : []),
    ...(narrowing === undefined ? [] : [`  ${sentence(narrowing)}`]),
    ...savingsOfSum(downtime)
      .slice(0, 3)
      .map((saving) => `  ${sentence(savingText(saving, false))}`),
    kept === undefined ? '  Promise less.' : keptInWords(kept, service),
  ].join('\n');
}

/** The promise that is surely kept, and how little it may leave for changes. */
function keptInWords(kept: string, { downtime: { sum } }: ServiceResult): string {
  const left = minutesLeftBy(kept, sum);
  return `  ${kept} is kept as it is: promise that or less. At the upper end of all rows it leaves ${minutes(left)} minutes for failed releases.`;
}

/** What a target is missed by. Without one the reason is what isn't known, and the figure leaves that out. */
function figure({ target, unavailability: { lower, upper }, minutesPerYear }: ServiceResult): string {
  return target === undefined ? '' : ` (${upper === lower ? '' : 'up to '}${minutes(minutesPerYear)} minutes per year)`;
}

function provable(service: ServiceResult): string | undefined {
  const proved = provableTarget(service);
  return proved && `  None of the changes tried proves it. ${proved} is proved as it is: promise that or less.`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The services behind each public entry point, with their verdicts. */
function entryPointsText({ services }: Report, layout: Layout): readonly string[] {
  const behind = new Map<string, string[]>();
  for (const { service, verdict, reachedBy } of services)
    for (const entryPoint of reachedBy ?? []) append(behind, entryPoint, `${service} (${verdict})`);
  const lines = [...behind].map(([entryPoint, reached]) => `  ${entryPoint}: ${reached.join(', ')}`);
  return lines.length > 0 ? [`Reached from outside:\n${foldedLines(lines, EXPLAINED, layout).join('\n')}`] : [];
}

function isOf({ kind, namespace, service }: ServiceResult, object: ObjectIdentity | undefined): boolean {
  return object?.kind === kind && object.namespace === namespace && object.name === service;
}

/** What a year costs each service with a target, and how to see where the numbers of any of them come from. */
function downtimesText(services: readonly ServiceResult[], layout: Layout): readonly string[] {
  const { shown: tables, more } = folded(downtimeText(services), EXPLAINED, layout);
  const [first] = [...services.filter(({ target }) => target !== undefined), ...services];
  if (first === undefined) return [];
  const [record] = services.flatMap(({ downtime, service }) => (downtime.record?.length ? [recordText(downtime.record, service)] : []));
  return [
    ...tables,
    ...(more > 0 ? [moreText(more, layout)] : []),
    ...(record === undefined ? [] : [record]),
    `Every number with its source, and all that wins minutes: --explain ${first.service}`,
  ];
}
