import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { scaleOf } from '../../manifests/scale';
import type { Rule } from '../rule';

/** The names by which images and our own start script take Elasticsearch's and OpenSearch's list of first masters. */
const lists = /^(cluster\.initial_(master|cluster_manager)_nodes|(ES_SETTING_)?CLUSTER_INITIAL__?MASTER__?NODES|INITIAL_MASTER_NODES)$/i;

export const mastersMatchReplicas: Rule = {
  id: 'masters-match-replicas',
  severity: 'error',
  title: "Elasticsearch's list of first masters names pods that there are",
  why: 'A new cluster waits for a majority of the list: with too few of the named pods it is never founded.',
  fix: 'Name each pod of the StatefulSet, from its first ordinal, and no other.',
  appliesTo: ['StatefulSet.apps'],
  *check(object, { index }) {
    for (const at of listsOf(object)) {
      const names = namesIn(at.text() ?? '');
      const there = names.filter((name) => isPod(name, object.namespace, index));
      const gone = names.find((name) => setOf(name) === object.name && !there.includes(name));
      const pods = podsOf(object);
      const fix = `write ${pods.slice(0, 9).join(',') || 'at least one replica'}`;
      if (gone !== undefined) yield { at, message: `it names ${gone}, and the StatefulSet has ${inWords(pods)}`, fix };
      else if (names.length > 0 && 2 * there.length <= names.length)
        yield { at, message: `${there.length} of the ${names.length} names are pods of a StatefulSet, which is not a majority`, fix };
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

/** A node may be called by its name in DNS; a name with `$(...)` is known to the kubelet alone. */
function namesIn(list: string): readonly string[] {
  if (list.includes('$(')) return [];
  const names = list.slice(0, 10_000).split(',');
  return names.map((name) => name.trim().split('.')[0] ?? '').filter((name) => name !== '');
}

/** The StatefulSet in a pod's name. */
function setOf(name: string): string {
  return /^(.+)-\d+$/.exec(name)?.[1] ?? '';
}

/** Masters may be spread over several StatefulSets. */
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

/** An autoscaler of masters would break their quorum, so what the manifest says counts. */
function replicasOf(set: KubernetesObject): number {
  return scaleOf(set, undefined)?.replicas ?? 0;
}

function inWords(pods: readonly string[]): string {
  if (pods.length < 2) return pods[0] === undefined ? 'no pods' : `one pod, ${pods[0]}`;
  return `${pods.length} pods: ${pods[0]} to ${pods.at(-1)}`;
}
