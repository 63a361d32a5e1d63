import type { ServiceResult } from '../availability/result';
import { outsideNames } from '../availability/risk/not-included';
import type { Downtime } from '../availability/risk/risk';
import { append } from '../manifests/multimap';
import { percentageOf } from '../manifests/percentage';
import { minutesWithRange } from './amounts';
import { table } from './columns';
import { riskName } from './estimates';
import { namesOf } from './not-included';

/** The services as text. */
export function serviceTable(services: readonly ServiceResult[]): string {
  return [table(serviceRows(services)), ...keptWithout(services)].join('\n');
}

/** One row per service: its target, whether its structure is proved, whether a year's downtime is within what the target allows, its minutes, those left for changes, and its weakest link. */
export function serviceRows(services: readonly ServiceResult[]): readonly (readonly string[])[] {
  const heading = ['SERVICE', 'NEEDED', 'TARGET', 'PROVED', 'BUDGET', 'MINUTES/YEAR', 'LEFT FOR CHANGES', 'WEAKEST LINK'];
  const rows = services.map((service) => [
    service.service,
    neededText(service),
    percent(service.target),
    proved(service),
    budget(service),
    minutesWithRange(service.downtime.sum),
    service.downtime.left === undefined ? '-' : minutesWithRange(service.downtime.left),
    weakestLink(service),
  ]);
  return [heading, ...rows];
}

/** How many pods must be ready, and whether anybody says so: `2 of 3`, `1 of 3 assumed`, `? of 3`. */
function neededText({ needed, replicas, neededSource }: ServiceResult): string {
  const source = neededSource === 'assumed' || (neededSource === 'derived' && replicas > 1) ? ` ${neededSource}` : '';
  return `${needed ?? '?'} of ${replicas}${source}`;
}

/** A fraction as a percentage; `-` if undefined. */
export function percent(fraction: number | undefined): string {
  return fraction === undefined ? '-' : percentageOf(fraction);
}

function proved({ verdict }: ServiceResult): string {
  return { proved: 'yes', refuted: 'NO', unknown: 'unknown' }[verdict];
}

/** Whether the sum of a year's downtime is within what the target allows. */
function budget({ downtime }: ServiceResult): string {
  const { verdict } = downtime;
  if (verdict === undefined) return '-';
  return { kept: leftOut(downtime).length > 0 ? 'kept*' : 'kept', missed: 'MISSED', unknown: 'unknown' }[verdict];
}

/** What a budget is kept without: the largest causes that only the topology can tell. */
export function keptWithout(services: readonly ServiceResult[]): readonly string[] {
  const byCauses = new Map<string, ServiceResult[]>();
  for (const service of services) {
    const causes = leftOut(service.downtime);
    if (service.downtime.verdict === 'kept' && causes.length > 0) append(byCauses, causes.join(', '), service);
  }
  return [...byCauses].map(([causes, kept]) => `* ${namesOf(kept, services)}: without ${causes}, which the topology doesn't list`);
}

function leftOut({ notIncluded }: Downtime): readonly string[] {
  return [outsideNames.region, outsideNames['load-balancer']].filter((name) => notIncluded.some(({ what }) => what === name));
}

/** The first event that refutes the proof, or else the risk that costs most. */
function weakestLink({ singlePointsOfFailure, stuck, downtime: { risks }, verdict }: ServiceResult): string {
  const [spof] = singlePointsOfFailure;
  if (spof && verdict !== 'proved') return spof.event;
  if (stuck[0] && verdict !== 'proved') return stuck[0].event === 'placement' ? 'pods never run' : `${stuck[0].event} stuck`;
  const [largest] = risks;
  return largest && largest.minutes.value > 0 ? riskName(largest) : 'none known';
}
