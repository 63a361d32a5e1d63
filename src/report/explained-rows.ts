import type { Changes, CutSet, Estimate, Range, Risk } from '../availability';
import { YEAR } from '../availability/risk/estimate';
import { duration, minutes, minutesWithRange, rounded, roundedDown, share } from './amounts';
import { table } from './columns';
import { estimatesOf, riskName } from './estimates';
import { shortage } from './left-for-changes';

/** The failures that the row of capacity names. */
const LIKELIEST = 3;

/** A row: what it costs, by which formula, and each factor with its source. */
export function riskText(risk: Risk, cutSets: readonly CutSet[]): string {
  const { cause, minutes: cost } = risk;
  const rows = estimatesOf(risk).map(([name, estimate]) => [name, figureOf(name, estimate), originOf(estimate)]);
  return [
    `${riskName(risk)}: ${cause}`,
    `  ${minutesWithRange(cost)} minutes a year = ${formulaOf(risk)}`,
    // The table has no heading: its first row is one like the others.
    indented(table(rows)),
    ...(risk.id === 'capacity' ? likeliest(cutSets, cost.value) : []),
  ].join('\n');
}

function formulaOf({ events, unavailability, share: hit, ...times }: Risk): string {
  if (events) return `${rounded(events.value, 3)} a year x ${share(hit.value)} of requests x ${secondsOf(times)} / 60`;
  return `${Number((unavailability?.value ?? 0).toPrecision(3))} of the time x ${share(hit.value)} of requests x ${YEAR / 60} minutes`;
}

function secondsOf({ notice, recover }: Pick<Risk, 'notice' | 'recover'>): string {
  const seconds = [notice, recover].flatMap((it) => (it === undefined ? [] : `${rounded(it.value, 3)} s`));
  return seconds.length > 1 ? `(${seconds.join(' + ')})` : seconds.join('');
}

/** Less than this part of the row is what rounding leaves. */
const ROUNDED = 0.002;

/** What together leaves too few pods, as the proof adds it up: with all others it comes to the row. */
function likeliest(cutSets: readonly CutSet[], row: number): readonly string[] {
  const named = cutSets.slice(0, LIKELIEST).map(({ events, probability }) => ({ events, cost: (probability * YEAR) / 60 }));
  if (named.length === 0) return [];
  const others = row - named.reduce((sum, { cost }) => sum + cost, 0);
  return [
    '    the likeliest failures at a time:',
    ...named.map(({ events, cost }) => `      ${minutes(cost)} minutes: ${events.join(' and ')}`),
    ...(others > ROUNDED * row ? [`      ${minutes(others)} minutes: all others`] : []),
  ];
}

/** What releases cost, in the same way, and the room that the target leaves for them. */
export function changesText(changes: Changes, left: Range | undefined): string {
  const { releases, failing, notice, recover, share: hit, minutes: cost, affordable } = changes;
  const short = shortage({ left, changes });
  const rows = [
    ['releases', ranged(releases, (it) => `${rounded(it, 3)} a year`), originOf(releases)],
    ['failing', ranged(failing, share), originOf(failing)],
    ['share of requests', ranged(hit, share), originOf(hit)],
    ['notice', ranged(notice, duration), originOf(notice)],
    ['recover', ranged(recover, duration), originOf(recover)],
  ];
  const seconds = secondsOf({ notice, recover });
  const formula = `${rounded(releases.value, 3)} releases x ${share(failing.value)} failing x ${share(hit.value)} of requests x ${seconds} / 60`;
  const each = minutes((hit.value * (notice.value + recover.value)) / 60);
  return [
    'changes: no part of the sum, since what is left for them pays for them',
    `  ${minutesWithRange(cost)} minutes a year = ${formula}`,
    indented(table(rows)),
    ...(affordable === undefined
      ? []
      : [`  what is left pays for ${ranged(affordable, (it) => roundedDown(it, 2))} failed releases a year, ${each} minutes each`]),
    ...(short === undefined ? [] : [`  they are expected to cost ${minutes(short)} minutes more than is left`]),
  ].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

/** Each end of an estimate in its unit. */
function figureOf(name: string, estimate: Range): string {
  const unit = { 'a year': (it: number) => rounded(it, 3), 'share of requests': share, notice: duration, recover: duration }[name];
  return ranged(estimate, unit ?? ((it) => String(Number(it.toPrecision(3)))));
}

function ranged({ value, low, high }: Range, text: (figure: number) => string): string {
  return text(low) === text(high) ? text(value) : `${text(value)} (${text(low)} to ${text(high)})`;
}

/** What an estimate rests on, who says so, and how it is computed. */
function originOf({ basis, source, because }: Estimate): string {
  const isTold = source.startsWith(basis) || (basis === 'assumption' && /\bassum/.test(source));
  const origin = isTold ? source : `${basis}: ${source}`;
  return because === undefined ? origin : `${origin} (${because})`;
}
