import type { ServiceResult } from '../availability/result';
import { percentageOf } from '../manifests/percentage';
import { minutesWithRange } from './amounts';
import { table } from './columns';
import { riskName } from './downtime';

/** The services as text. */
export function serviceTable(services: readonly ServiceResult[]): string {
  return table(serviceRows(services));
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
function budget({ downtime: { verdict } }: ServiceResult): string {
  return verdict === undefined ? '-' : { kept: 'kept', missed: 'MISSED', unknown: 'unknown' }[verdict];
}

/** The first event that refutes the proof, or else the risk that costs most. */
function weakestLink({ singlePointsOfFailure, stuck, downtime: { risks }, verdict }: ServiceResult): string {
  const [spof] = singlePointsOfFailure;
  if (spof && verdict !== 'proved') return spof.event;
  if (stuck[0] && verdict !== 'proved') return stuck[0].event === 'placement' ? 'pods never run' : `${stuck[0].event} stuck`;
  const [largest] = risks;
  return largest && largest.minutes.value > 0 ? riskName(largest) : 'none known';
}
