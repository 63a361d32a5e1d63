import type { RefusalRule } from '../rule';

const jobs = ['Job.batch', 'CronJob.batch'];
const endless = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'ReplicaSet.apps', 'ReplicationController'];

/** The API server's default. */
const byDefault = 'Always';

export const restartPolicyFitsKind: RefusalRule = {
  id: 'restart-policy-fits-kind',
  severity: 'error',
  title: 'The restartPolicy is supported by the kind',
  why: 'The API server rejects the object. The default, Always, is not supported in a Job, so a Job must set restartPolicy.',
  fix: 'In a Job, write OnFailure or Never. In other workloads, omit restartPolicy.',
  isRefusal: true,
  appliesTo: [...jobs, ...endless],
  *check({ pod, type, kind }) {
    if (!pod) return;
    const at = pod.spec.at('restartPolicy');
    const policy = at.text() ?? byDefault;
    if (jobs.includes(type) && policy === byDefault) {
      const message = at.isThere
        ? `restartPolicy 'Always' is not supported in a ${kind}`
        : `restartPolicy is required in a ${kind}: the default, 'Always', is not supported`;
      yield { at, message, fix: 'write OnFailure or Never' };
    }
    if (endless.includes(type) && ['OnFailure', 'Never'].includes(policy)) {
      const message = `restartPolicy '${policy}' is not supported in a ${kind}, only 'Always'`;
      yield { at, message, fix: 'remove it, or use a Job' };
    }
  },
};
