import type { KubernetesObject } from '../../manifests/object';

/**
 * How many Jobs of a CronJob may run at a time: one where its policy forbids or replaces the last, else as many as begin before the first has reached its deadline.
 * Without a deadline nothing ends a Job that hangs.
 */
export function runsAtATime({ root }: KubernetesObject): number {
  const policy = root.text('spec', 'concurrencyPolicy') ?? 'Allow';
  if (policy !== 'Allow' || root.at('spec', 'suspend').value === true) return 1;
  const deadline = root.number('spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds');
  return deadline === undefined ? Number.POSITIVE_INFINITY : 1 + Math.ceil(deadline / shortestGap(root.text('spec', 'schedule') ?? ''));
}

/** Seconds that surely lie between two runs of a schedule: of those that name one minute an hour, else of steps of minutes, else one minute. */
function shortestGap(schedule: string): number {
  const [minute = ''] = schedule.trim().split(/\s+/);
  if (/^\d+$/.test(minute) || /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/.test(minute)) return 3600;
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  // The last step of an hour may be a short one.
  return step !== undefined && 60 % Number(step) === 0 ? 60 * Number(step) : 60;
}
