import { elasticsearchRoles } from '../../../manifests/annotations';
import { claimTemplatesOf } from '../../../manifests/claims';
import { databaseImages, imageName } from '../../../manifests/data-images';
import type { KubernetesObject } from '../../../manifests/object';
import { scaleOf } from '../../../manifests/scale';
import type { Difference } from '../../comparison/difference';
import { statedVersion } from '../databases/stated-version';
import type { Effect, FieldRule, Versions } from '../rules';
import { type Setting, settingIn, settingOf, settings } from './settings';
import { versionMistake } from './version';

const CONTAINER = 'spec.template.spec.containers.*';

/** What a change of an Elasticsearch cluster does that the API server knows nothing of. */
export const elasticsearchRules: readonly FieldRule[] = [
  {
    types: ['StatefulSet.apps'],
    field: `${CONTAINER}.image`,
    effect: ({ before, after }, versions) => {
      const [old, next] = [versionOf(versions.before, before), versionOf(versions.after, after)];
      const mistake = old && next ? versionMistake(old, next) : undefined;
      return mistake && { consequence: 'refused', because: mistake.message, fix: mistake.fix, risk: 'elasticsearch-version' };
    },
  },
  ...Object.values(settings).flatMap((setting) =>
    setting.variables.map(
      (variable): FieldRule => ({
        types: ['StatefulSet.apps'],
        field: `${CONTAINER}.env.[${variable}]`,
        effect: (difference, versions) => variableEffect(setting, difference, versions),
      }),
    ),
  ),
  ...['command', 'args'].map(
    (field): FieldRule => ({ types: ['StatefulSet.apps'], field: `${CONTAINER}.${field}`, effect: commandLineEffect }),
  ),
  { types: ['ConfigMap'], field: 'data', effect: fileEffect },
  {
    types: ['StatefulSet.apps'],
    field: 'spec.replicas',
    effect: (_, versions) => {
      const [old, next] = [mastersOf(versions.before), mastersOf(versions.after)];
      if (!isElected(versions.before) || !isElected(versions.after) || next >= old) return undefined;
      return {
        consequence: 'data at risk',
        because: `${old - next} of ${old} Elasticsearch masters are deleted at once, with every shard that only they hold`,
        fix: 'empty them first: docs/elasticsearch-size.md, "Fewer nodes"',
        risk: 'fewer-masters',
      };
    },
  },
];

/** Whichever registry it is from. */
function isElasticsearch(image: string): boolean {
  return databaseImages.elasticsearch.test(imageName(image));
}

function versionOf(set: KubernetesObject, image: unknown): string | undefined {
  return isElasticsearch(String(image)) ? statedVersion(set, String(image), (text) => /^\d+\.\d+\.\d+/.exec(text) ?? undefined) : undefined;
}

function variableEffect(setting: Setting, { path }: Difference, { before, after, base, head }: Versions): Effect | undefined {
  const container = (path[4] ?? '').slice(1, -1);
  const [old, next] = [settingOf(before, container, setting, base), settingOf(after, container, setting, head)];
  if ('value' in old && 'value' in next && old.value === next.value) return undefined;
  if (setting.name === settings.nodeName.name) return 'value' in next ? namesake(next.value, mastersOf(after)) : undefined;
  if (setting.name === settings.discoveryType.name && 'value' in old && 'value' in next)
    return discoveryEffect(old.value, next.value, mastersOf(before), mastersOf(after));
  if (setting.name === settings.transportTls.name && 'value' in old && 'value' in next)
    return Math.min(mastersOf(before), mastersOf(after)) > 1 ? withoutCommonTls : undefined;
  if ('value' in old && 'value' in next) return settingEffect(setting, old.value, next.value, claimTemplatesOf(before).length > 0);
  const was = 'value' in old ? `'${old.value}'` : old.from;
  const from = 'from' in next ? `comes from ${next.from}` : `is '${next.value}', and came from ${was}`;
  return {
    consequence: 'rollout',
    because: `the pods restart; ${setting.name} ${from}, which isn't known here. If it isn't what it was, Elasticsearch refuses to start, or starts empty`,
  };
}

/** Of a container of Elasticsearch: the options of other programs have other meanings. */
function commandLineEffect(difference: Difference, versions: Versions): Effect | undefined {
  const container = versions.after.pod?.spec.items('containers').find((it) => `[${it.text('name')}]` === difference.path[4]);
  if (!isElasticsearch(container?.text('image') ?? '')) return undefined;
  return Object.values(settings)
    .map((setting) => variableEffect(setting, difference, versions))
    .find((it) => it?.consequence !== 'rollout' && it !== undefined);
}

/** Pods read their elasticsearch.yml when they restart. */
function fileEffect({ path, before, after }: Difference): Effect | undefined {
  if (path.at(-1) !== 'elasticsearch.yml') return undefined;
  const all = Object.values(settings).map((setting) => {
    const usual = 'usual' in setting ? setting.usual : undefined;
    return settingEffect(setting, settingIn(before, setting) ?? usual, settingIn(after, setting) ?? usual, true);
  });
  const found = all.find((it) => it !== undefined);
  return found && { ...found, because: `with the next restart, ${found.because}` };
}

function settingEffect({ name }: Setting, before: string | undefined, after: string | undefined, keepsData: boolean): Effect | undefined {
  if (before === after) return undefined;
  if (name === settings.clusterName.name) return renamed(before, after);
  if (name === settings.dataPath.name) return relocated(before, after);
  if (name !== settings.roles.name) return undefined;
  return keepsData && hasData(before) && !hasData(after) ? withoutData : undefined;
}

/** The name that every pod of a set has, if its own isn't taken from the pod. */
function namesake(name: string | undefined, pods: number): Effect | undefined {
  if (name === undefined || name.includes('$(') || pods < 2) return undefined;
  return {
    consequence: 'data at risk',
    because: `each of the ${pods} nodes is named '${name}': a node that is excluded by its name, before it goes, takes all with it or none, and a new cluster that elects by name never forms`,
    fix: 'keep the name of the pod: `fieldRef: metadata.name`',
  };
}

/** Source: Elastic, "Set up basic security": TLS between nodes is enabled in all of them at once, by a full restart. */
const withoutCommonTls: Effect = {
  consequence: 'refused',
  because:
    "Elasticsearch refuses it: a node with TLS to other nodes and one without can't join each other, so the rolling update never ends with its first pod",
  fix: 'keep it, or restore a snapshot into a new cluster',
  risk: 'stuck-rollout',
};

const SINGLE = 'single-node';

/**
 * What `discovery.type` does to a cluster of several nodes.
 *
 * Source: org.elasticsearch.cluster.coordination.Coordinator, doStart: a node of this type doesn't start unless it alone is a majority of the voting configuration;
 * one without data elects itself. JoinHelper: a node never joins a cluster with another UUID.
 */
function discoveryEffect(before: string | undefined, after: string | undefined, had: number, has: number): Effect | undefined {
  if (after === SINGLE && Math.max(had, has) > 1)
    return {
      consequence: 'data at risk',
      because: `with discovery.type=single-node, a node of several refuses to start, and one with an empty volume is a cluster of its own: the cluster of ${Math.max(had, has)} nodes stops`,
      fix: 'remove it',
    };
  if (before !== SINGLE || has < 2) return undefined;
  const because =
    had < 2
      ? 'the node that runs alone accepts no other before it restarts, and a StatefulSet restarts it last, when the others are ready: delete its pod by hand'
      : `each of the ${had} nodes was a cluster of its own, and stays one: a node never joins another cluster`;
  return { consequence: 'rollout', because: `the pods restart; ${because}` };
}

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
  return scaleOf(set, [])?.replicas ?? 0;
}
