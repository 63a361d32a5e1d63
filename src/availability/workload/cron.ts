import { minorOf } from '../../cluster/features';
import type { KubernetesObject } from '../../manifests/object';

/** From this minor version on a Job has ended once its pods have. Source: kubernetes.io, Jobs, Termination of Job pods. */
const WAITS_FOR_PODS = 31;

/**
 * How many Jobs of a CronJob may have pods at a time: one where its policy forbids or replaces the last, and those whose pods still end; else as many as begin before the
 * first has reached its deadline. Without a deadline nothing ends a Job that hangs.
 */
export function runsAtATime({ root }: KubernetesObject, kubernetes: string): number {
  const policy = root.text('spec', 'concurrencyPolicy') ?? 'Allow';
  if (root.at('spec', 'suspend').value === true || (policy === 'Forbid' && minorOf(kubernetes) >= WAITS_FOR_PODS)) return 1;
  const job = ['spec', 'jobTemplate', 'spec'];
  const gap = shortestGap(root.text('spec', 'schedule') ?? '');
  // Pods that are told to end may take their grace period.
  const grace = root.number(...job, 'template', 'spec', 'terminationGracePeriodSeconds') ?? 30;
  if (policy !== 'Allow') return 1 + Math.ceil(grace / gap);
  const deadline = root.number(...job, 'activeDeadlineSeconds');
  return deadline === undefined ? Number.POSITIVE_INFINITY : 1 + Math.ceil((deadline + grace) / gap);
}

/** Seconds that surely lie between two runs of a schedule: of those that name one minute an hour, else of steps of minutes, else one minute. */
function shortestGap(schedule: string): number {
  const [minute = ''] = schedule.trim().split(/\s+/);
  if (minute === '@every') return 1;
  if (/^\d+$/.test(minute) || /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/.test(minute)) return 3600;
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  // The last step of an hour may be a short one.
  return step !== undefined && 60 % Number(step) === 0 ? 60 * Number(step) : 60;
}
