import type { Estimate, Risk, ServiceResult } from '../availability';
import { percentageOf } from '../manifests/percentage';
import { duration, minutes, minutesWithRange, rounded, share } from './amounts';
import { table } from './columns';
import { riskName, sourceOf } from './estimates';
import { changeRows } from './left-for-changes';
import { shortSavings } from './savings';

/** The rows of a service that are shown by themselves unless all of them are asked for. */
const SHOWN = 3;

/** The characters of a source in the table. */
const LONGEST = 80;

/** What a year costs each service with a target: its largest risks, the sum, what the target leaves for changes, and what they are expected to cost. */
export function downtimeText(services: readonly ServiceResult[], shown = SHOWN): readonly string[] {
  return services.filter(({ target }) => target !== undefined).map((service) => serviceDowntime(service, shown));
}

/** The table of one service. */
function serviceDowntime(service: ServiceResult, shown: number): string {
  const { risks, sum } = service.downtime;
  const costly = risks.filter((risk) => risk.minutes.high > 0);
  // A line that stands for one row is no shorter than the row.
  const few = costly.length <= shown + 1 ? costly : costly.slice(0, shown);
  const others = costly.slice(few.length);
  const heading = ['CAUSE', 'A YEAR', 'OF REQUESTS', 'NOTICE', 'RECOVER', 'MINUTES', 'SOURCE'];
  const amount = (name: string, text: string, note = '') => [name, '', '', '', '', text, note];
  const rows = [
    heading,
    ...few.map(rowOf),
    ...(others.length > 0 ? [amount(`${others.length} smaller`, minutesWithRange(sumOf(others)), '')] : []),
    amount('together', minutesWithRange(sum)),
    ...changeRows(service.downtime).map((row) => amount(...row)),
  ];
  return [headingOf(service), table(rows).replaceAll(/^/gm, '  '), ...shortSavings(service).map((line) => `  ${line}`)].join('\n');
}

/** The service, its target, and the minutes that it allows: `backend, target 99.95%: 263 minutes a year`. */
export function headingOf({ service, target, downtime: { allowed } }: ServiceResult): string {
  if (target === undefined || allowed === undefined) return `${service}, without a target`;
  return `${service}, target ${percentageOf(target)}: ${minutes(allowed)} minutes a year`;
}

function rowOf(risk: Risk): readonly string[] {
  const { events, unavailability, notice, recover } = risk;
  const often = events ? rounded(events.value, 3) : unavailability ? `${share(unavailability.value)} of time` : '-';
  const time = (estimate: Estimate | undefined) => (estimate === undefined ? '-' : duration(estimate.value));
  return [
    riskName(risk),
    often,
    share(risk.share.value),
    time(notice),
    time(recover),
    minutesWithRange(risk.minutes),
    shortened(sourceOf(risk)),
  ];
}

/** Sources are sentences, which --explain prints whole. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3).trimEnd()}...`;
}

function sumOf(risks: readonly Risk[]): Risk['minutes'] {
  const sum = (read: (risk: Risk) => number) => risks.reduce((sofar, risk) => sofar + read(risk), 0);
  return { value: sum((it) => it.minutes.value), low: sum((it) => it.minutes.low), high: sum((it) => it.minutes.high) };
}
