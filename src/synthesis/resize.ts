import { acceptAnnotationName, elasticsearchRoles, type Risk } from '../manifests/annotations';
import type { Diagnostic, Mistake } from '../manifests/diagnostic';
import { inWords } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { scaleOf } from '../manifests/scale';
import { identity } from './refusals';

/**
 * The problems of a change in the number of Elasticsearch masters. Kubernetes can't make two kinds of change safely by itself:
 *
 * - Fewer masters: the pods are deleted at once, along with each shard that has all of its copies on them. They must be emptied first. If the
 *   remaining masters are not a majority, the cluster stops, and no reason makes that acceptable.
 * - From one to several: the single node runs with `discovery.type: single-node`, so no other node can join. The new ones never become ready, and a
 *   StatefulSet doesn't replace the first pod before they are. It must be restarted by hand.
 *
 * @param before the last synthesized manifests, the best evidence in a repository of what is running
 */
export function resizeProblems(environment: string, before: ObjectIndex, after: ObjectIndex): Diagnostic[] {
  return after
    .ofType('StatefulSet.apps')
    .filter(isElected)
    .flatMap((next) => {
      const last = before.find(next.type, next.namespace, next.name);
      const mistake = last && isElected(last) ? stepMistake(last, next) : undefined;
      if (!mistake) return [];
      const { kind, namespace, name } = next;
      const place = { construct: environment, object: { kind, namespace, name } };
      const message = `${inWords(next)} ${mistake.message}`;
      return [{ ...identity('mastersStep'), place, message, fix: `${mistake.fix}; or delete dist/${environment} if nothing runs there` }];
    });
}

function stepMistake(last: KubernetesObject, next: KubernetesObject): Mistake | undefined {
  const had = mastersOf(last);
  const has = mastersOf(next);
  if (had === 1 && has > 1) return unaccepted('restart-by-hand', last, next, firstQuorum(next));
  if (has >= had) return undefined;
  const majority = Math.floor(had / 2) + 1;
  if (has >= majority) return unaccepted('fewer-masters', last, next, fewerMasters(next, had));
  const way = had > 3 ? `go to ${had - 2} first` : 'restore a snapshot into a new cluster';
  return {
    message: `has ${had} masters in dist/ and would keep ${has}: fewer than the majority of ${majority}, so the cluster would stop`,
    fix: `${way}, as docs/elasticsearch.md describes under "Fewer nodes"`,
  };
}

/** A reason is valid for one change: one that is already in dist/ was given for an earlier change. */
function unaccepted(risk: Risk, last: KubernetesObject, next: KubernetesObject, message: string): Mistake | undefined {
  const accepts = acceptAnnotationName(risk);
  const reason = next.annotations.get(accepts);
  const isSpent = reason !== undefined && reason === last.annotations.get(accepts);
  if (reason !== undefined && !isSpent) return undefined;
  const own = isSpent ? `, with a new reason: '${reason}' is in dist/ from an earlier step` : '';
  return { message, fix: `Then write resize: { accept: '${risk}', because: '...' }${own}` };
}

function fewerMasters(next: KubernetesObject, had: number): string {
  const has = mastersOf(next);
  const gone = Array.from({ length: had - has }, (_, index) => `${next.name}-${has + index}`);
  return `has ${had} masters in dist/ and would keep ${has}. Kubernetes removes ${gone.join(' and ')} at once, with every shard that only they hold. Empty them first; docs/elasticsearch.md defines \`es\` and describes the next steps under "Fewer nodes":
  es '_cluster/settings' -X PUT -H 'content-type: application/json' -d '{"persistent":{"cluster.routing.allocation.exclude._name":"${gone.join(',')}"}}'
  es '_cat/shards?h=node,index,shard' | grep -E '${gone.join('|')}'        # repeat until it prints nothing
  es '_cluster/voting_config_exclusions?node_names=${gone.join(',')}' -X POST
`;
}

function firstQuorum({ name, namespace }: KubernetesObject): string {
  return `has 1 master in dist/, which runs with discovery.type=single-node and accepts no other nodes. The new ones would wait for it, and its update would wait for them. After \`kubectl apply\`, restart it by hand, as docs/elasticsearch.md describes under "From one node to three":
  kubectl --namespace ${namespace} delete pod ${name}-0
`;
}

function isElected({ annotations }: KubernetesObject): boolean {
  return elasticsearchRoles(annotations)?.includes('master') ?? false;
}

function mastersOf(set: KubernetesObject): number {
  return scaleOf(set, undefined)?.replicas ?? 0;
}
