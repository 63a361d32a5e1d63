import type { KubernetesObject } from '../kubernetes-object';
import type { ObjectIndex } from '../object-index';
import type { Place } from '../place';
import type { Rule } from '../rule';

/** The names by which images and our own start script take Elasticsearch's and OpenSearch's list of first masters. */
const lists = /^(cluster\.initial_(master|cluster_manager)_nodes|(ES_SETTING_)?CLUSTER_INITIAL__?MASTER__?NODES|INITIAL_MASTER_NODES)$/i;

export const mastersMatchReplicas: Rule = {
  id: 'masters-match-replicas',
  title: "Elasticsearch's list of first masters names pods that there are",
  why: 'A new cluster waits for a majority of the list: with too few of the named pods it is never founded.',
  fix: 'Name each pod of the StatefulSet, from its first ordinal, and no other.',
  appliesTo: ['StatefulSet.apps'],
  *check(object, { index }) {
    for (const at of listsOf(object)) {
      const names = (at.text() ?? '')
        .slice(0, 10_000)
        .split(',')
        .map((name) => name.trim());
      const start = object.root.number('spec', 'ordinals', 'start') ?? 0;
      const replicas = object.root.number('spec', 'replicas') ?? 1;
      const pods = Array.from({ length: Math.min(replicas, 1000) }, (_, index) => `${object.name}-${start + index}`);
      const known = new Set(pods);
      const there = names.filter((name) => known.has(name) || isPodOfAnother(name, object, index));
      const gone = names.find((name) => !known.has(name) && isPodName(name, object.name));
      const fix = `write ${pods.slice(0, 9).join(',')}`;
      if (gone !== undefined)
        yield {
          at,
          message: `it names ${gone}, and the StatefulSet has ${pods.length === 1 ? 'one pod' : `${pods.length} pods`}: ${pods[0]} to ${pods.at(-1)}`,
          fix,
        };
      else if (2 * there.length <= names.length)
        yield { at, message: `${there.length} of the ${names.length} names are pods of a StatefulSet, which is no majority`, fix };
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

/** Masters may be spread over several StatefulSets. */
function isPodOfAnother(name: string, { namespace }: KubernetesObject, index: ObjectIndex): boolean {
  const [, set = '', ordinal = ''] = /^(.+)-(\d+)$/.exec(name) ?? [];
  const other = index.find('StatefulSet.apps', namespace, set);
  return other !== undefined && Number(ordinal) < (other.root.number('spec', 'replicas') ?? 1);
}

function isPodName(name: string, set: string): boolean {
  return name.startsWith(`${set}-`) && /^\d+$/.test(name.slice(set.length + 1));
}
