import type { Changes, Downtime, Range, ServiceResult } from '../availability';
import { append } from '../manifests/multimap';
import { minutes, minutesWithRange, rounded, roundedDown, share } from './amounts';

/** A row of the table of a service: what it is, its minutes, and a note. */
type AmountRow = readonly [name: string, amount: string, note: string];

/** What the target leaves for changes, what they are expected to cost, and by how much that is too much. */
export function changeRows({ left, changes }: Pick<Downtime, 'left' | 'changes'>): readonly AmountRow[] {
  if (left === undefined) return [];
  const isNone = left.value < 0;
  const short = shortage({ left, changes });
  return [
    ['left for changes', isNone ? `none: ${minutes(-left.value)} too many` : minutesWithRange(left), isNone ? '' : paidBy(changes)],
    ...(changes === undefined ? [] : [['changes expected', minutesWithRange(changes.minutes), expectedOf(changes)] as const]),
    ...(short === undefined || isNone ? [] : [['short for changes', minutes(short), 'more expected than left'] as const]),
  ];
}

/** Minutes a year by which releases are expected to cost more than is left; undefined where they aren't. */
export function shortage({ left, changes }: Pick<Downtime, 'left' | 'changes'>): number | undefined {
  if (left === undefined || changes === undefined) return undefined;
  const short = changes.minutes.value - left.value;
  return short > 0 ? short : undefined;
}

/** What releases are expected to cost services with a target, in a line for those that have room for it, and one for each that hasn't. */
export function expectedChanges(services: readonly ServiceResult[]): readonly string[] {
  const enough = new Map<string, string[]>();
  const lines: string[] = [];
  for (const { service, downtime } of services) {
    const { left, changes } = downtime;
    if (left === undefined || changes === undefined) continue;
    const expected = minutesWithRange(changes.minutes);
    const short = shortage(downtime);
    if (short === undefined) append(enough, expected, service);
    else lines.push(`${service}: changes are expected to cost ${expected} minutes, ${moreThan(left, short)}`);
  }
  return [
    ...[...enough].map(([expected, names]) => `${names.join(', ')}: changes are expected to cost ${expected} of the minutes left`),
    ...lines,
  ];
}

function moreThan(left: Range, short: number): string {
  return left.value < 0 ? 'and none are left' : `${minutes(short)} more than the ${minutes(left.value)} left`;
}

/** How many failed releases what is left pays for: `2.5 failed releases of 60 minutes`. Not one that it doesn't pay for whole, so rounded down. */
function paidBy(changes: Changes | undefined): string {
  if (changes?.affordable === undefined) return '';
  const { affordable, share: hit, notice, recover } = changes;
  return `${roundedDown(affordable.value, 2)} failed releases of ${minutes((hit.value * (notice.value + recover.value)) / 60)} minutes`;
}

/** How many releases are expected to fail: `2.6 failed releases: 5% of 52`. */
function expectedOf({ releases, failing }: Changes): string {
  return `${rounded(releases.value * failing.value, 2)} failed releases: ${share(failing.value)} of ${rounded(releases.value, 3)}`;
}
