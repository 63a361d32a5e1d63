import { inWords } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { bytes, inMebibytes, millicores } from '../../manifests/quantity';
import { podLimits, podRequests } from '../../manifests/requests';
import { scaleOf } from '../../manifests/scale';
import type { Complaint, Context, Rule } from '../rule';

/** A resource that a quota counts: how much a pod uses, and whether a container specifies it. */
interface Counted {
  readonly hard: (value: unknown) => number | undefined;
  readonly ofPod: (workload: WorkloadResource) => number;
  readonly inWords: (amount: number) => string;
  readonly said?: (container: Place) => boolean;
}

const counted: Readonly<Record<string, Counted>> = {
  'requests.cpu': { hard: millicores, ofPod: ({ pod }) => podRequests(pod.spec).cpu, inWords: inCores, said: asks('cpu') },
  'requests.memory': {
    hard: bytes,
    ofPod: ({ pod }) => podRequests(pod.spec).memory,
    inWords: inMebibytes,
    said: asks('memory'),
  },
  'limits.cpu': { hard: millicores, ofPod: ({ pod }) => podLimits(pod.spec).cpu, inWords: inCores, said: isLimited('cpu') },
  'limits.memory': { hard: bytes, ofPod: ({ pod }) => podLimits(pod.spec).memory, inWords: inMebibytes, said: isLimited('memory') },
  pods: { hard: bytes, ofPod: () => 1, inWords: String },
};

const synonyms: Readonly<Record<string, string>> = { cpu: 'requests.cpu', memory: 'requests.memory', 'count/pods': 'pods' };

export const quotaCoversPods: Rule = {
  id: 'quota-covers-pods',
  severity: 'error',
  title: 'A ResourceQuota covers the pods of its namespace',
  why: 'Pods over the quota are never created, and neither is any pod that omits a request the quota counts. The only trace is an event on the ReplicaSet.',
  fix: 'Raise the quota or lower the requests. A rollout needs room for one more pod.',
  appliesTo: ['ResourceQuota'],
  *check({ root, namespace }, context) {
    // A quota with scopes counts only some of the pods, and which ones is decided at run time.
    if (root.at('spec', 'scopes').isThere || root.at('spec', 'scopeSelector').isThere) return;
    const workloads = context.index.pods.in(namespace);
    for (const hard of root.parts('spec', 'hard')) {
      const name = Object.hasOwn(synonyms, hard.key) ? (synonyms[hard.key] as string) : hard.key;
      const it = Object.hasOwn(counted, name) ? counted[name] : undefined;
      const most = it?.hard(hard.value);
      if (!it || most === undefined) continue;
      const needed = workloads.reduce((sum, workload) => sum + podsOf(workload, context) * it.ofPod(workload), 0);
      if (needed > most) {
        const written = it.inWords(needed);
        yield {
          at: hard,
          message: `exceeded quota: the workloads of '${namespace}' need ${written} ${name === 'pods' ? 'pods' : `of ${hard.key}`}, and the limit is ${hard.value}`,
          fix: `raise it to at least ${written}, or lower ${name === 'pods' ? 'the replicas' : 'what the pods ask for'}`,
        };
      }
      if (it.said && !hasDefaults(namespace, context)) yield* silent(hard, workloads, it.said);
    }
  },
};

/** The pods that certainly run at the same time: Jobs come and go, and a DaemonSet depends on the nodes. */
function podsOf(workload: WorkloadResource, { index }: Context): number {
  if (!['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps'].includes(workload.type)) return 0;
  return scaleOf(workload, index.autoscalersOf(workload))?.replicas ?? 0;
}

/**
 * The first container of each workload that doesn't specify a counted resource.
 *
 * Source: podEvaluator.Constraints of pkg/quota/v1/evaluator/core: "must specify"; pod-level resources count too.
 */
function* silent(hard: Place, workloads: readonly WorkloadResource[], said: (container: Place) => boolean): Iterable<Complaint> {
  for (const workload of workloads) {
    if (workload.pod.spec.at('resources').isThere) continue;
    const container = workload.pod.containers.find((it) => !said(it));
    if (!container) continue;
    yield {
      at: hard,
      message: `container '${container.text('name') ?? ''}' of ${inWords(workload)} must specify ${hard.key}, which the quota counts`,
      fix: 'specify it in the resources of the container, or set a default in a LimitRange',
    };
  }
}

/** Which defaults a LimitRange sets depends on many of its fields, so any LimitRange counts as sufficient. */
function hasDefaults(namespace: string, { index }: Context): boolean {
  return index.spelling('LimitRange', namespace) !== undefined;
}

function asks(resource: string): (container: Place) => boolean {
  return (container) => ['requests', 'limits'].some((part) => container.at('resources', part, resource).isThere);
}

function isLimited(resource: string): (container: Place) => boolean {
  return (container) => container.at('resources', 'limits', resource).isThere;
}

function inCores(millicores: number): string {
  return `${millicores}m`;
}
