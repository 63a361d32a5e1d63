import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { scaleOf } from '../../manifests/scale';
import type { Rule } from '../rule';

/** The variables in which images and our own start script pass the initial master nodes to Elasticsearch and OpenSearch. */
const lists = /^(cluster\.initial_(master|cluster_manager)_nodes|(ES_SETTING_)?CLUSTER_INITIAL__?MASTER__?NODES|INITIAL_MASTER_NODES)$/i;

export const mastersMatchReplicas: Rule = {
  id: 'masters-match-replicas',
  severity: 'error',
  title: 'The initial master nodes of Elasticsearch are pods of the StatefulSet',
  why: 'A new cluster bootstraps only when a majority of the listed nodes has joined, so it never starts if too many of them do not exist.',
  fix: 'List every pod of the StatefulSet, from its first ordinal, and no other.',
  appliesTo: ['StatefulSet.apps'],
  *check(object, { index }) {
    for (const at of listsOf(object)) {
      const names = namesIn(at.text() ?? '');
      const there = names.filter((name) => isPod(name, object.namespace, index));
      const gone = names.find((name) => setOf(name) === object.name && !there.includes(name));
      const pods = podsOf(object);
      const fix = `write ${pods.slice(0, 9).join(',') || 'replicas: 1 or more'}`;
      if (gone !== undefined) yield { at, message: `pod ${gone} does not exist: the StatefulSet has ${inWords(pods)}`, fix };
      else if (names.length > 0 && 2 * there.length <= names.length)
        yield {
          at,
          message: `${there.length === 0 ? 'none' : `only ${there.length}`} of the ${names.length} listed nodes ${there.length === 1 ? 'is a pod' : 'are pods'} of a StatefulSet, and bootstrapping needs a majority`,
          fix,
        };
    }
  },
};

function listsOf({ pod }: KubernetesObject): readonly Place[] {
  const variables = pod?.containers.flatMap((container) => container.parts('env')) ?? [];
  return variables
    .filter((variable) => lists.test(variable.text('name') ?? ''))
    .map((variable) => variable.at('value'))
    .filter((at) => at.text());
}

/** A node may be listed by its DNS name. Only the kubelet can expand a name with `$(...)`. */
function namesIn(list: string): readonly string[] {
  if (list.includes('$(')) return [];
  const names = list.slice(0, 10_000).split(',');
  return names.map((name) => name.trim().split('.')[0] ?? '').filter((name) => name !== '');
}

/** The StatefulSet in a pod's name. */
function setOf(name: string): string {
  return /^(.+)-\d+$/.exec(name)?.[1] ?? '';
}

/** Masters may be in several StatefulSets. */
function isPod(name: string, namespace: string, index: ObjectIndex): boolean {
  const set = index.find('StatefulSet.apps', namespace, setOf(name));
  if (!set) return false;
  const ordinal = Number(name.slice(set.name.length + 1)) - startOf(set);
  return ordinal >= 0 && ordinal < replicasOf(set);
}

function podsOf(set: KubernetesObject): readonly string[] {
  return Array.from({ length: Math.min(replicasOf(set), 1000) }, (_, index) => `${set.name}-${startOf(set) + index}`);
}

function startOf({ root }: KubernetesObject): number {
  return root.number('spec', 'ordinals', 'start') ?? 0;
}

/** An autoscaler would break the quorum of masters, so the manifest's own count applies. */
function replicasOf(set: KubernetesObject): number {
  return scaleOf(set, [])?.replicas ?? 0;
}

function inWords(pods: readonly string[]): string {
  if (pods.length < 2) return pods[0] === undefined ? 'no pods' : `one pod, ${pods[0]}`;
  return `${pods.length} pods: ${pods[0]} to ${pods.at(-1)}`;
}
