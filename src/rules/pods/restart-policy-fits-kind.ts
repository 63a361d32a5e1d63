import type { Rule } from '../rule';

const jobs = ['Job.batch', 'CronJob.batch'];
const endless = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'ReplicaSet.apps', 'ReplicationController'];

/** What the API server fills in. */
const byDefault = 'Always';

export const restartPolicyFitsKind: Rule = {
  id: 'restart-policy-fits-kind',
  severity: 'error',
  title: 'The pods of a Job may end, and those of other workloads may not',
  why: 'The API server refuses the object. A Job has to say so, since by default pods are restarted forever.',
  fix: 'Write OnFailure or Never in a Job, and leave restartPolicy out elsewhere.',
  appliesTo: [...jobs, ...endless],
  *check({ pod, type, kind }) {
    if (!pod) return;
    const at = pod.spec.at('restartPolicy');
    const policy = at.text() ?? byDefault;
    if (jobs.includes(type) && policy === byDefault) {
      const message = `restartPolicy ${at.isThere ? 'is' : 'is missing, which means'} 'Always', and the pods of a ${kind} must end`;
      yield { at, message, fix: 'write OnFailure, or Never' };
    }
    if (endless.includes(type) && ['OnFailure', 'Never'].includes(policy)) {
      const message = `restartPolicy is '${policy}', and the pods of a ${kind} must not end`;
      yield { at, message, fix: 'leave it out, or make a Job of it' };
    }
  },
};
