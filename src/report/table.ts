import type { ServiceResult } from '../availability/result';
import { percentageOf } from '../manifests/percentage';

/** A table with aligned columns; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One row per service: its target, whether it is proved, its minutes of downtime per year, and its weakest link. */
export function serviceTable(services: readonly ServiceResult[]): string {
  const heading = ['SERVICE', 'NEEDED', 'TARGET', 'PROVED', 'MINUTES/YEAR', 'WEAKEST LINK'];
  const rows = services.map((service) => [
    service.service,
    neededText(service),
    percent(service.target),
    proved(service),
    minutes(service.minutesPerYear),
    weakestLink(service),
  ]);
  return table([heading, ...rows]);
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

/** Minutes with three significant digits. */
export function minutes(perYear: number): string {
  if (perYear === 0) return '0';
  return perYear < 0.01 ? perYear.toExponential(1) : String(Number(perYear.toPrecision(3)));
}

function proved({ verdict }: ServiceResult): string {
  return { proved: 'yes', refuted: 'NO', unknown: 'unknown' }[verdict];
}

/** The first event that refutes the proof, or else the likeliest cut set. */
function weakestLink({ singlePointsOfFailure, stuck, cutSets, verdict }: ServiceResult): string {
  const [spof] = singlePointsOfFailure;
  if (spof && verdict !== 'proved') return spof.event;
  if (stuck[0] && verdict !== 'proved') return stuck[0].event === 'placement' ? 'pods never run' : `${stuck[0].event} stuck`;
  return cutSets[0]?.events.join(' and ') ?? 'none known';
}
