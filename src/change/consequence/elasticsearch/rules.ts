import { elasticsearchRoles } from '../../../manifests/annotations';
import type { KubernetesObject } from '../../../manifests/object';
import { scaleOf } from '../../../manifests/scale';
import type { Effect, FieldRule } from '../rules';
import { versionMistake } from './version';

/** The tag of an Elasticsearch image, whichever registry it is from: `docker.elastic.co/elasticsearch/elasticsearch:9.5.6@sha256:...`. */
const image = /(?:^|\/)elasticsearch(?:-wolfi)?:([^@/]+)(?:@|$)/;

const CONTAINER = 'spec.template.spec.containers.*';

/** What a change of an Elasticsearch cluster does that the API server knows nothing of. */
export const elasticsearchRules: readonly FieldRule[] = [
  {
    types: ['StatefulSet.apps'],
    field: `${CONTAINER}.image`,
    effect: ({ before, after }) => {
      const [old, next] = [image.exec(String(before))?.[1], image.exec(String(after))?.[1]];
      const mistake = old && next ? versionMistake(old, next) : undefined;
      return mistake && { consequence: 'refused', because: mistake.message, fix: mistake.fix, risk: 'elasticsearch-version' };
    },
  },
  ...['ES_SETTING_CLUSTER_NAME', 'cluster.name'].map(
    (variable): FieldRule => ({
      types: ['StatefulSet.apps'],
      field: `${CONTAINER}.env.[${variable}].value`,
      effect: ({ before, after }) => renamed(before, after),
    }),
  ),
  {
    types: ['StatefulSet.apps'],
    field: 'spec.replicas',
    effect: (_, versions) => {
      const [old, next] = [mastersOf(versions.before), mastersOf(versions.after)];
      if (!isElected(versions.before) || !isElected(versions.after) || next >= old) return undefined;
      return {
        consequence: 'data at risk',
        because: `${old - next} of ${old} Elasticsearch masters are deleted at once, with every shard that only they hold`,
        fix: 'empty them first: docs/elasticsearch.md, "Fewer nodes"',
        risk: 'fewer-masters',
      };
    },
  },
];

function renamed(before: unknown, after: unknown): Effect {
  return {
    consequence: 'refused',
    because: `Elasticsearch refuses it: a node of cluster '${after}' can't join cluster '${before}'`,
    fix: `keep '${before}': the name can't change once the cluster has data`,
    risk: 'cluster-name',
  };
}

/** Whether the pods of an object elect a master among themselves. */
export function isElected({ annotations }: KubernetesObject): boolean {
  return elasticsearchRoles(annotations)?.includes('master') ?? false;
}

/** The number of masters. */
export function mastersOf(set: KubernetesObject): number {
  return scaleOf(set, undefined)?.replicas ?? 0;
}
