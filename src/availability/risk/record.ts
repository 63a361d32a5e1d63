import { type Incident, type IncidentRecord, rowOf, timeOf } from '../../cluster/incidents';
import { append } from '../../manifests/multimap';
import { product, withinYear, YEAR } from './estimate';
import { countInterval, meanInterval, rateInterval } from './record-interval';
import type { Changes, Comparison, Estimate, Range, Risk } from './risk';
import { eventRisk } from './row';

/** Releases that went wrong are paid for by what the target leaves, and are no part of the sum. */
const RELEASE = 'release';

/** The incidents of one cause, and the time in which they were recorded. */
interface Observed {
  readonly id: string;
  readonly incidents: readonly Incident[];
  readonly years: number;
  readonly source: string;
}

/**
 * The rows of a table after those that a record of incidents knows better: the rate, the share of users and the duration of each recorded cause take the
 * place of the model's rows, those of dependencies included, since whoever counted incidents counted them for the users. A cause without a row gets one.
 *
 * A row without an incident stays as it is, and the comparison says so: people record what they notice, so a time without a record is no evidence of a time without losses.
 */
export function withRecord(
  risks: readonly Risk[],
  record: IncidentRecord | undefined,
): { readonly risks: readonly Risk[]; readonly record?: readonly Comparison[] } {
  if (record === undefined) return { risks };
  const byRow = new Map<string, Incident[]>();
  for (const incident of record.incidents) append(byRow, rowOf(incident), incident);
  const causes = [...byRow].map(([id, incidents]) => observed(id, incidents, record));
  const replacing = causes.filter(({ id }) => id !== RELEASE);
  const kept = risks.filter((risk) => !replacing.some(({ id }) => isOf(risk, id)));
  const replaced = replacing.map((it) => recordedRisk(it, risks.find((risk) => isOf(risk, it.id))?.cause));
  return { risks: [...kept, ...replaced], record: [...causes.map((it) => compared(it, risks)), ...unrecorded(kept, record)] };
}

function observed(id: string, incidents: readonly Incident[], { source, from, until }: IncidentRecord): Observed {
  return { id, incidents, years: secondsBetween(from, until) / YEAR, source };
}

function secondsBetween(start: string, end: string): number {
  return ((timeOf(end) ?? 0) - (timeOf(start) ?? 0)) / 1000;
}

/** Whether a row is about a cause. Of several of one kind, the second is called `region-2`, and a rate of the topology's `region-rate`. */
function isOf({ id }: Risk, cause: string): boolean {
  return id === cause || (id.startsWith(`${cause}-`) && /^(\d+|rate)$/.test(id.slice(cause.length + 1)));
}

/** The row of a recorded cause. What was recorded is how long users were hit, so there is nothing to notice besides. */
function recordedRisk(cause: Observed, inWords = `incidents of the cause '${cause.id}'`): Risk {
  const { id, incidents, years, source } = cause;
  const { users, seconds } = severity(incidents);
  const time = Number(years.toPrecision(2));
  const count = `${incidents.length} in ${time} ${time === 1 ? 'year' : 'years'}`;
  const estimated = (range: Range, because: string): Estimate => ({ ...range, source, basis: 'estimated', because });
  const row = eventRisk(
    { id, cause: inWords },
    {
      events: estimated(
        rateInterval(incidents.length, years),
        `${count}; (n + 1/2) / T and the 90% interval of the posterior under Jeffreys' prior`,
      ),
      share: estimated(exactly(users), 'the mean of the incidents, weighted by their duration'),
      notice: estimated(exactly(0), 'included in their duration'),
      recover: estimated(meanInterval(seconds, incidents.length), 'the mean duration, and its 90% interval for exponential durations'),
    },
  );
  return { ...row, minutes: { ...row.minutes, ...endsOf(row) } };
}

/** How often and how long are counted independently, so both are rarely at one end together: the logarithms of their factors add up as squares. */
function endsOf({ minutes, events, recover }: Risk): Pick<Range, 'low' | 'high'> {
  const factors = [events, recover].flatMap((it) => (it === undefined ? [] : [it]));
  const away = (end: 'low' | 'high') => Math.exp(Math.hypot(...factors.map((it) => Math.log(it[end] / it.value))));
  return withinYear({ value: minutes.value, low: minutes.value / away('low'), high: minutes.value * away('high') });
}

/** The mean duration in seconds, and the share of users by which it gives the users' time that was lost. */
function severity(incidents: readonly Incident[]): { readonly users: number; readonly seconds: number } {
  const total = incidents.reduce((sum, { start, end }) => sum + secondsBetween(start, end), 0);
  const lost = incidents.reduce((sum, { start, end, share }) => sum + secondsBetween(start, end) * share, 0);
  return { users: lost / total, seconds: total / incidents.length };
}

function exactly(value: number): Range {
  return { value, low: value, high: value };
}

/** How a record and the model's rows agree: whether the number of incidents lies in the nine tenths that the model expects. */
function compared(cause: Observed, risks: readonly Risk[]): Comparison {
  const { id, incidents, years } = cause;
  const rows = risks.filter((risk) => isOf(risk, id));
  const base = { id, incidents: incidents.length, years, minutes: recordedRisk(cause).minutes };
  if (rows.length === 0) return { ...base, verdict: 'not modelled' };
  const modelled = sumOf(rows.map(({ minutes }) => minutes));
  const rates = ratesOf(rows);
  if (rates === undefined) return { ...base, modelled, verdict: placed(base.minutes, modelled) };
  const expected = expectation(rates, years);
  return { ...base, expected, modelled, verdict: placed(exactly(incidents.length), expected) };
}

/** The rows that no incident is about, the largest first. What the proof computes is no cause, so nobody could record it. */
function unrecorded(kept: readonly Risk[], { from, until }: IncidentRecord): readonly Comparison[] {
  const byCause = new Map<string, Risk[]>();
  for (const risk of kept) if (risk.id !== 'capacity' && risk.minutes.high > 0) append(byCause, causeOf(risk), risk);
  const years = secondsBetween(from, until) / YEAR;
  const none = exactly(0);
  return [...byCause]
    .map(([id, rows]): Comparison & { readonly modelled: Range } => {
      const modelled = sumOf(rows.map(({ minutes }) => minutes));
      const base = { id, incidents: 0, years, minutes: none, modelled };
      const rates = ratesOf(rows);
      if (rates === undefined) return { ...base, verdict: placed(none, modelled) };
      const expected = expectation(rates, years);
      return { ...base, expected, verdict: placed(none, expected) };
    })
    .sort((a, b) => b.modelled.value - a.modelled.value);
}

/** Rows that count every pod that is replaced or evicted: hundreds a year, few of which anybody would call an incident. */
const ofEachPod: ReadonlySet<string> = new Set(['rollout', 'rollout-capacity', 'drain', 'planned-work', 'no-readiness-probe']);

/** The rates of rows whose events are incidents; undefined where one of them tells none. */
function ratesOf(rows: readonly Risk[]): readonly Range[] | undefined {
  const rates = rows.flatMap(({ id, events }) => (events === undefined || ofEachPod.has(id) ? [] : [events]));
  return rates.length < rows.length ? undefined : rates;
}

/** A record whose releases are compared with those that are expected to fail. */
export function withReleases(record: readonly Comparison[], { releases, failing, minutes }: Changes): readonly Comparison[] {
  return record.map((it) => {
    if (it.id !== RELEASE) return it;
    const expected = countInterval(product(releases, failing), it.years);
    return { ...it, expected, modelled: minutes, verdict: placed(exactly(it.incidents), expected) };
  });
}

/** The cause that an incident would have to name, so that it takes the place of a row. */
function causeOf({ id }: Risk): string {
  return id.replace(/-(\d+|rate)$/, '');
}

/** One incident may hit several pods or members: the model's rows count each. So at least the largest of them is expected, and at most all. */
function expectation(rates: readonly Range[], years: number): { readonly low: number; readonly high: number } {
  const least = Math.max(...rates.map((rate) => countInterval(rate, years).low));
  return { low: least, high: countInterval(sumOf(rates), years).high };
}

function placed(found: Pick<Range, 'low' | 'high'>, expected: { readonly low: number; readonly high: number }): Comparison['verdict'] {
  if (found.high < expected.low) return 'fewer';
  return found.low > expected.high ? 'more' : 'consistent';
}

function sumOf(ranges: readonly Range[]): Range {
  const sum = (read: (range: Range) => number) => ranges.reduce((total, range) => total + read(range), 0);
  return { value: sum((it) => it.value), low: sum((it) => it.low), high: sum((it) => it.high) };
}
