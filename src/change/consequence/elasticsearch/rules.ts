import { elasticsearchRoles } from '../../../manifests/annotations';
import { claimTemplatesOf } from '../../../manifests/claims';
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
  ...['ES_SETTING_PATH_DATA', 'path.data'].map(
    (variable): FieldRule => ({
      types: ['StatefulSet.apps'],
      field: `${CONTAINER}.env.[${variable}].value`,
      effect: ({ before = DATA, after = DATA }) => (before === after ? undefined : relocated(before, after)),
    }),
  ),
  ...['ES_SETTING_NODE_ROLES', 'node.roles'].map(
    (variable): FieldRule => ({
      types: ['StatefulSet.apps'],
      field: `${CONTAINER}.env.[${variable}].value`,
      effect: ({ before, after }, { before: set }) =>
        claimTemplatesOf(set).length > 0 && hasData(before) && !hasData(after) ? withoutData : undefined,
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

/** The default of `path.data` in the image. */
const DATA = '/usr/share/elasticsearch/data';

function relocated(before: unknown, after: unknown): Effect {
  return {
    consequence: 'data at risk',
    because: `Elasticsearch starts on an empty folder: its data is in ${before}, and it is to look in ${after}`,
    fix: `keep ${before}`,
  };
}

/** Whether a node has one of the roles for data, as it does if none is named. */
function hasData(roles: unknown): boolean {
  return roles === undefined || /\bdata(_\w+)?\b/.test(String(roles));
}

const withoutData: Effect = {
  consequence: 'data at risk',
  because: 'Elasticsearch refuses to start without a data role while its volume has shards, and what makes it start deletes them',
  fix: 'keep the role, or move the shards to other nodes first',
};

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
