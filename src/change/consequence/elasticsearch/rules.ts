import { elasticsearchRoles } from '../../../manifests/annotations';
import { claimTemplatesOf } from '../../../manifests/claims';
import type { KubernetesObject } from '../../../manifests/object';
import { scaleOf } from '../../../manifests/scale';
import type { Difference } from '../../comparison/difference';
import type { Effect, FieldRule, Versions } from '../rules';
import { type Setting, settingIn, settingOf, settings } from './settings';
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

function variableEffect(setting: Setting, { path }: Difference, { before, after, base, head }: Versions): Effect | undefined {
  const container = (path[4] ?? '').slice(1, -1);
  const [old, next] = [settingOf(before, container, setting, base), settingOf(after, container, setting, head)];
  if ('value' in old && 'value' in next && old.value === next.value) return undefined;
  if (setting.name === settings.nodeName.name) return 'value' in next ? namesake(next.value, mastersOf(after)) : undefined;
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
  if (!image.test(container?.text('image') ?? '')) return undefined;
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
