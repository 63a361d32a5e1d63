import type { WorkloadResource } from '../../manifests/object-index';

/** The images of a workload's containers without their tags and digests. */
export function programsOf({ pod }: WorkloadResource): ReadonlySet<string> {
  const images = pod.spec.items('containers').flatMap((container) => container.text('image') ?? []);
  return new Set(images.map((image) => image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')));
}

/** Whether two workloads run an image in common. */
export function runTheSame(one: WorkloadResource, other: WorkloadResource): boolean {
  const programs = programsOf(other);
  return [...programsOf(one)].some((program) => programs.has(program));
}

/** Whether pods of a workload end by themselves: those of a Job, and a Pod that is not restarted, such as that of `helm test`. */
export function runsToCompletion({ type, pod }: WorkloadResource): boolean {
  if (type === 'Job.batch' || type === 'CronJob.batch') return true;
  return type === 'Pod' && ['Never', 'OnFailure'].includes(pod.spec.text('restartPolicy') ?? 'Always');
}
