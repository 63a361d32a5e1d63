import { parseDuration } from '../../manifests/duration';
import type { KubernetesObject } from '../../manifests/object';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

/** Runs that start less often pile up too slowly to harm a cluster before somebody sees it. */
const OFTEN = 5 * 60;
const HOUR = 60 * 60;

export const cronJobBoundsRuns: Rule = {
  id: 'cron-job-bounds-runs',
  severity: 'warning',
  title: 'A CronJob that runs often limits how many runs go on at a time',
  why: 'By default, a run starts whether or not the last one has ended. When runs hang or wait for a node, each interval adds another pod, until they take all room.',
  fix: 'Set concurrencyPolicy to Forbid or Replace, or an activeDeadlineSeconds within the interval.',
  appliesTo: ['CronJob.batch'],
  *check(object) {
    const { root } = object;
    const at = root.at('spec', 'schedule');
    const seconds = intervalOf(at.text() ?? '');
    if (seconds === undefined || seconds > OFTEN || root.at('spec', 'suspend').value === true) return;
    if (root.at('spec', 'concurrencyPolicy').isThere || deadlineOf(object) <= seconds) return;
    yield {
      at,
      message: `${show(at.text())} starts a run as often as every ${seconds} s, whether or not the last one has ended`,
      fix: "write concurrencyPolicy: Forbid, or 'Allow' if runs are meant to overlap",
    };
  },
};

/** The seconds after which a run is ended. */
function deadlineOf({ root, pod }: KubernetesObject): number {
  const job = root.number('spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds') ?? Number.POSITIVE_INFINITY;
  return Math.min(job, pod?.spec.number('activeDeadlineSeconds') ?? Number.POSITIVE_INFINITY);
}

/** The seconds between two runs at least; undefined if the schedule is not readable. */
function intervalOf(schedule: string): number | undefined {
  if (schedule.startsWith('@every ')) return parseDuration(schedule.slice('@every '.length));
  if (schedule.startsWith('@')) return HOUR;
  const minutes = minutesOf(schedule.trim().split(/\s+/)[0] ?? '');
  if (minutes.length === 0) return undefined;
  const gaps = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0));
  return Math.min(...gaps, 60) * 60;
}

/** The minutes of an hour that the first field of a schedule names, in order. */
function minutesOf(field: string): readonly number[] {
  const named = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [first, last] = range === '*' || range === '?' ? [0, 59] : range.split('-').map(Number);
    const end = last ?? (part.includes('/') ? 59 : first);
    if (!(first !== undefined && end !== undefined && end < 60 && Number(step) > 0)) return [];
    return Array.from({ length: 60 }, (_, minute) => minute).filter(
      (minute) => minute >= first && minute <= end && (minute - first) % Number(step) === 0,
    );
  });
  return [...new Set(named)].sort((one, other) => one - other);
}
