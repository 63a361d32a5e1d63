import type { Comparison } from '../availability';
import { minutesWithRange, rounded } from './amounts';
import { table } from './columns';

const verdicts: Readonly<Record<Comparison['verdict'], string>> = {
  consistent: "doesn't contradict the model",
  more: 'more than the model expects',
  fewer: 'fewer than the model expects',
  'not modelled': 'not in the model',
};

/** Whether the own record contradicts the model of a service, cause by cause. */
export function recordText(record: readonly Comparison[], service: string): string {
  const [{ years } = { years: 0 }] = record;
  const heading = ['CAUSE', 'INCIDENTS', 'EXPECTED', 'MINUTES/YEAR', 'MODEL', ''];
  const rows = record.map(({ id, incidents, expected, minutes, modelled, verdict }) => [
    id,
    String(incidents),
    expected === undefined ? '-' : `${expected.low} to ${expected.high}`,
    minutesWithRange(minutes),
    modelled === undefined ? '-' : minutesWithRange(modelled),
    incidents === 0 ? `none recorded, so the model's row stays (${verdicts[verdict]})` : verdicts[verdict],
  ]);
  const time = rounded(years, 2);
  return `Your record of ${time} ${time === '1' ? 'year' : 'years'}, beside the model of ${service} (nine of ten times it expects so many incidents):\n${table([heading, ...rows]).replaceAll(/^/gm, '  ')}`;
}
