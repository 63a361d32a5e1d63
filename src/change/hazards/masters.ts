import { inWords } from '../../manifests/identity';
import { kubectlFor } from '../../manifests/kubectl';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { isElected, mastersOf } from '../consequence/elasticsearch/rules';
import type { Hazard } from '../hazard';

/**
 * The hazards of a change in the number of Elasticsearch masters. Kubernetes can't make two kinds of change safely by itself:
 *
 * - Fewer masters: the pods are deleted at once, along with each shard that has all of its copies on them. They must be emptied first. If the
 *   remaining masters are not a majority, the cluster stops, and no reason makes that acceptable.
 * - From one to several: the single node runs with `discovery.type: single-node`, so no other node can join. The new ones never become ready, and a
 *   StatefulSet doesn't replace the first pod before they are. It must be restarted by hand.
 *
 * @param before the last synthesized manifests, the best evidence in a repository of what is running
 * @param context that of the commands in messages
 */
export function masterHazards(before: ObjectIndex, after: ObjectIndex, context?: string): readonly Hazard[] {
  return after
    .ofType('StatefulSet.apps')
    .filter(isElected)
    .flatMap((next) => {
      const last = before.find(next.type, next.namespace, next.name);
      const step = last && isElected(last) ? stepOf(mastersOf(last), next, context) : undefined;
      if (!step) return [];
      const { kind, namespace, name } = next;
      return [{ ...step, object: { kind, namespace, name }, message: `${inWords(next)} ${step.message}` }];
    });
}

function stepOf(had: number, next: KubernetesObject, context: string | undefined): Omit<Hazard, 'object'> | undefined {
  const has = mastersOf(next);
  if (had === 1 && has > 1) return { risk: 'restart-by-hand', message: firstQuorum(next, context), fix: '' };
  if (has >= had) return undefined;
  const majority = Math.floor(had / 2) + 1;
  if (has >= majority) return { risk: 'fewer-masters', message: fewerMasters(next, had), fix: '' };
  const way = had > 3 ? `go to ${had - 2} first` : 'restore a snapshot into a new cluster';
  return {
    risk: 'fewer-masters',
    message: `has ${had} masters in dist/ and would keep ${has}: fewer than the majority of ${majority}, so the cluster would stop`,
    fix: `${way}, as docs/elasticsearch-size.md describes under "Fewer nodes"`,
    isFinal: true,
  };
}

function fewerMasters(next: KubernetesObject, had: number): string {
  const has = mastersOf(next);
  const gone = Array.from({ length: had - has }, (_, index) => `${next.name}-${has + index}`);
  return `has ${had} masters in dist/ and would keep ${has}. Kubernetes removes ${gone.join(' and ')} at once, with every shard that only they hold. Empty them first; docs/elasticsearch-size.md defines \`es\` and describes the next steps under "Fewer nodes":
  es '_cluster/settings' -X PUT -H 'content-type: application/json' -d '{"persistent":{"cluster.routing.allocation.exclude._name":"${gone.join(',')}"}}'
  es '_cat/shards?h=node,index,shard' | grep -E '${gone.join('|')}'        # repeat until it prints nothing
  es '_cluster/voting_config_exclusions?node_names=${gone.join(',')}' -X POST
`;
}

function firstQuorum({ name, namespace }: KubernetesObject, context: string | undefined): string {
  return `has 1 master in dist/, which runs with discovery.type=single-node and accepts no other nodes. The new ones would wait for it, and its update would wait for them. After \`kubectl apply\`, restart it by hand, as docs/elasticsearch-size.md describes under "From one node to three":
  ${kubectlFor(context)} --namespace ${namespace} delete pod ${name}-0
`;
}
