import { bytes, millicores } from '../../availability/quantity';
import { effectiveRequests } from '../../availability/requests';
import type { Workload } from '../object-index';
import type { Place } from '../place';
import type { Context, Rule } from '../rule';
import { replicasOf } from '../scheduling/replicas';

/** What a quota counts, and how much of it a pod takes. */
const counted: Readonly<
  Record<string, { readonly hard: (value: unknown) => number | undefined; readonly ofPod: (workload: Workload) => number }>
> = {
  'requests.cpu': { hard: millicores, ofPod: ({ pod }) => effectiveRequests(pod.spec.value).cpu },
  'requests.memory': { hard: bytes, ofPod: ({ pod }) => effectiveRequests(pod.spec.value).memory },
  'limits.memory': { hard: bytes, ofPod: ({ pod }) => limits(pod.spec) },
  pods: { hard: bytes, ofPod: () => 1 },
};

const synonyms: Readonly<Record<string, string>> = { cpu: 'requests.cpu', memory: 'requests.memory', 'count/pods': 'pods' };

export const quotaCoversPods: Rule = {
  id: 'quota-covers-pods',
  title: 'A ResourceQuota has room for the pods of its namespace',
  why: 'The last pods are never made; only an event of their ReplicaSet says why.',
  fix: 'Raise the quota or ask for less; a rollout needs room for one pod more.',
  appliesTo: ['ResourceQuota'],
  *check({ root, namespace }, context) {
    // A quota with scopes counts some of the pods, and which is decided at run time.
    if (root.at('spec', 'scopes').isThere || root.at('spec', 'scopeSelector').isThere) return;
    for (const hard of root.parts('spec', 'hard')) {
      const name = Object.hasOwn(synonyms, hard.key) ? (synonyms[hard.key] as string) : hard.key;
      const { hard: read, ofPod } = (Object.hasOwn(counted, name) && counted[name]) || {};
      const most = read?.(hard.value);
      if (most === undefined || !ofPod) continue;
      const needed = context.index.pods.in(namespace).reduce((sum, workload) => sum + podsOf(workload, context) * ofPod(workload), 0);
      if (needed <= most) continue;
      const written = name === 'requests.cpu' ? `${needed}m` : name === 'pods' ? String(needed) : `${Math.ceil(needed / 2 ** 20)}Mi`;
      yield {
        at: hard,
        message: `the workloads of '${namespace}' need ${written} of ${hard.key}, and the quota is ${hard.value}`,
        fix: `raise it to ${written} or more, or ask for less`,
      };
    }
  },
};

/** Pods that run at the same time for certain: jobs come and go, and a DaemonSet's follow from the nodes. */
function podsOf(workload: Workload, context: Context): number {
  return ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps'].includes(workload.type) ? (replicasOf(workload, context) ?? 0) : 0;
}

function limits(spec: Place): number {
  return spec.parts('containers').reduce((sum, container) => sum + (bytes(container.at('resources', 'limits', 'memory').value) ?? 0), 0);
}
