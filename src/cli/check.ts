import { writeBaseline } from '../gate/baseline-file';
import { foundConfiguration, readConfiguration } from '../gate/configuration-file';
import { type Gate, gated, updatedBaseline } from '../gate/gate';
import { mergedReports } from '../gate/merged';
import { selectsNamespace, selectsVerdicts } from '../gate/selection';
import { isAtLeast } from '../manifests/diagnostic';
import { placed } from '../platform/topology-source';
import { fullReport, rulesReport } from '../proof/report';
import { diagnosticLine } from '../report/diagnostics';
import { explanation } from '../report/explanation';
import { documentOf, unusableDocument } from '../report/formats';
import { readText } from '../report/read';
import type { Report } from '../report/report';
import { partialText, rulesText } from '../report/rules-text';
import { colored, plain, type Style } from '../report/style';
import { text } from '../report/text';
import type { CheckRequest } from './check-request';
import { type Input, readInput, UnusableError, usable } from './input';
import { showProving } from './progress';
import { type Settings, settingsOf } from './settings';
import { dayOf, type Streams } from './streams';

/** `nines check`: reads, judges, prints. */
export function check(asked: CheckRequest, streams: Streams): number {
  let settings: Settings | undefined;
  try {
    settings = usable(() => settingsOf(asked, configurationOf(asked)));
    return judged(settings, asked, streams);
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    streams.progress?.('');
    tell(error, othersOf(error, settings, streams), settings?.format ?? asked.format ?? 'text', streams);
    return 2;
  }
}

/** Reads and judges, and leaves out what nobody asked for. @throws UnusableError */
export function judgedManifests(settings: Settings, streams: Streams): { readonly input: Input; readonly report: Report } {
  const input = readInput(settings, streams);
  const report = reportOn(input, settings, streams);
  const asGiven = gateOf(settings, input, streams);
  const gate = settings.isUpdate ? updated(report, input, asGiven, streams) : asGiven;
  return { input, report: gated(report, input.index, gate) };
}

function judged(settings: Settings, { color = 'auto' }: CheckRequest, streams: Streams): number {
  const { input, report: shown } = judgedManifests(settings, streams);
  const style = streams.hasColors?.(color) ? colored : plain;
  streams.out(settings.explain === undefined ? rendered(shown, input, settings, style) : explanation(shown.services, settings.explain));
  return shown.findings.some(({ severity }) => isAtLeast(severity, settings.failOn)) ? 1 : 0;
}

/** What is asked for of the findings about input beside some that can't be read. */
function othersOf({ partial }: UnusableError, settings: Settings | undefined, streams: Streams): Report | undefined {
  if (!partial || !settings) return undefined;
  return gated(rulesReport(partial.review), partial.index, gateOf(settings, partial, streams));
}

/** The configuration of a request: what nines.yaml says, or the file that is named. @throws InputErrors on an invalid one */
export function configurationOf({ config, isUnconfigured }: Pick<CheckRequest, 'config' | 'isUnconfigured'>) {
  if (isUnconfigured) return undefined;
  return config === undefined ? foundConfiguration() : readConfiguration(config);
}

/** Judges all that was read: each environment by itself. */
export function reportOn(input: Input, settings: Settings, streams: Streams): Report {
  const { parts, notices } = input;
  const report = parts
    ? mergedReports(parts.map((part) => ({ name: part.name, report: reportOnOne({ ...input, ...part }, settings, streams, part.name) })))
    : reportOnOne(input, settings, streams);
  streams.progress?.('');
  return { ...report, notices };
}

function reportOnOne(input: Input, settings: Settings, streams: Streams, name?: string): Report {
  const { topology, place, index, review, rules, read } = input;
  const { target, selection } = settings;
  if (topology === undefined) return rulesReport(review);
  if (!selectsVerdicts(selection)) return { ...review, services: [], assumptions: [] };
  showProving(index, name, streams);
  const options = { target, rules, withSavings: savingsIn(settings) };
  return usable(() => placed({ place }, () => fullReport(index, topology, review, options)), read);
}

/** Looking for savings takes as long as all else: only for those that are shown. */
function savingsIn({ format, explain }: Settings): boolean | 'of targets' {
  if (format === 'json') return true;
  return format === 'text' && (explain !== undefined || 'of targets');
}

/** What fails, and what doesn't. */
export function gateOf(
  { selection, accept, baseline: file }: Settings,
  { baseline: entries, topology }: Pick<Input, 'baseline' | 'topology'>,
  { today }: Streams,
): Gate {
  return {
    selection,
    accept,
    ...(file !== undefined && entries && { baseline: { file, entries } }),
    today: dayOf({ today }),
    isJudged: topology !== undefined && selectsVerdicts(selection),
  };
}

function rendered(report: Report, { topology, index, read, rules }: Input, settings: Settings, style: Style): string {
  const { format, failOn, isWhole, selection } = settings;
  const objects = index.objects.filter(({ namespace }) => selectsNamespace(selection, namespace));
  if (format !== 'text') return documentOf(format, { report, read, rules, objects, failOn });
  const layout = { isWhole, style };
  const isJudged = topology !== undefined && selectsVerdicts(selection);
  return `${isJudged ? text(report, layout) : rulesText(report, topology !== undefined, layout)}\n${readText(read)}\n`;
}

/** Reports unusable input. Text goes to standard error; the other formats go to standard output, where their consumers read. */
function tell({ findings, read }: UnusableError, others: Report | undefined, format: Settings['format'], streams: Streams): void {
  if (format !== 'text') {
    streams.out(unusableDocument(format, [...findings, ...(others?.findings ?? [])], read));
    return;
  }
  for (const finding of findings) streams.error(`nines: ${diagnosticLine(finding)}\n`);
  if (others && others.findings.length > 0) streams.out(`${partialText(others)}\n${readText(read)}\n`);
}

/** Writes the baseline, and from then on judges by it. */
function updated(report: Report, { index }: Input, gate: Gate, streams: Streams): Gate {
  if (gate.baseline === undefined) return gate;
  const { file, entries: before } = gate.baseline;
  const entries = updatedBaseline(report, index, gate);
  writeBaseline(file, entries);
  streams.error(`nines: ${file} has ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}, it had ${before.length}\n`);
  return { ...gate, baseline: { file, entries } };
}
