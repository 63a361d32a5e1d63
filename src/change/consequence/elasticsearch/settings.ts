import { InputError } from '../../../manifests/input-error';
import type { KubernetesObject } from '../../../manifests/object';
import type { ObjectIndex } from '../../../manifests/object-index';
import type { Place } from '../../../manifests/place';
import { isObject, valueAt } from '../../../manifests/value';
import { parseYaml } from '../../../manifests/yaml';

/** A setting of Elasticsearch that decides over its data or its quorum, and the variables that set it. */
export interface Setting {
  readonly name: string;
  readonly variables: readonly string[];

  /** Its value in the image; undefined if it has none. */
  readonly usual?: string;
}

/** Source: the image's own elasticsearch.yml, and "Important Elasticsearch configuration". */
export const settings = {
  clusterName: { name: 'cluster.name', variables: ['ES_SETTING_CLUSTER_NAME', 'cluster.name'], usual: 'docker-cluster' },
  dataPath: { name: 'path.data', variables: ['ES_SETTING_PATH_DATA', 'path.data'], usual: '/usr/share/elasticsearch/data' },
  discoveryType: { name: 'discovery.type', variables: ['ES_SETTING_DISCOVERY_TYPE', 'discovery.type'] },
  nodeName: { name: 'node.name', variables: ['ES_SETTING_NODE_NAME', 'node.name'] },
  roles: { name: 'node.roles', variables: ['ES_SETTING_NODE_ROLES', 'node.roles'] },
  transportTls: {
    name: 'xpack.security.transport.ssl.enabled',
    variables: ['ES_SETTING_XPACK_SECURITY_TRANSPORT_SSL_ENABLED', 'xpack.security.transport.ssl.enabled'],
    usual: 'false',
  },
} as const satisfies Readonly<Record<string, Setting>>;

/** The value of a setting, or where it is from, if the manifests don't have that. */
export type SettingValue = { readonly value: string | undefined } | { readonly from: string };

/** The value of a setting that the command line or the environment of a container sets; that of the image if neither does. */
export function settingOf(set: KubernetesObject, container: string, setting: Setting, index: ObjectIndex): SettingValue {
  const { variables } = setting;
  const own = set.pod?.spec.items('containers').find((it) => it.text('name') === container);
  const argument = own && argumentOf(own, setting);
  if (argument !== undefined) return { value: argument };
  const variable = own?.items('env').find((it) => variables.includes(it.text('name') ?? ''));
  if (!variable) return { value: settingInFile(set, setting, index) ?? setting.usual };
  const [reference, secret] = [variable.at('valueFrom', 'configMapKeyRef'), variable.at('valueFrom', 'secretKeyRef')];
  if (variable.at('valueFrom', 'fieldRef').isThere) return { value: undefined };
  if (secret.isThere) return { from: `Secret '${set.namespace}/${secret.text('name')}'` };
  if (!reference.isThere) return { value: variable.text('value') };
  const name = reference.text('name') ?? '';
  const found = index
    .all('ConfigMap', set.namespace, name)
    .at(-1)
    ?.root.text('data', reference.text('key') ?? '');
  return found === undefined ? { from: `ConfigMap '${set.namespace}/${name}'` } : { value: found };
}

/** The value on the command line: `-Epath.data=/data`, or `-E path.data=/data`. */
function argumentOf(container: Place, { name }: Setting): string | undefined {
  const words = ['command', 'args'].flatMap((field) => container.items(field).map(({ value }) => String(value)));
  const given = words.flatMap((word, index) => (word === '-E' ? (words[index + 1] ?? []) : word.startsWith('-E') ? word.slice(2) : []));
  return given.find((it) => it.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The value in the elasticsearch.yml that a ConfigMap brings. */
function settingInFile({ pod, namespace }: KubernetesObject, setting: Setting, index: ObjectIndex): string | undefined {
  const names = pod?.spec.items('volumes').flatMap((volume) => volume.text('configMap', 'name') ?? []) ?? [];
  const files = names.map((name) => index.all('ConfigMap', namespace, name).at(-1)?.root.text('data', 'elasticsearch.yml'));
  return files.map((file) => settingIn(file, setting)).find((value) => value !== undefined);
}

/** The value of a setting in the text of an elasticsearch.yml: `cluster.name: shop`, or `cluster: { name: shop }`; undefined if it isn't there. */
export function settingIn(text: unknown, { name }: Setting): string | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value = parseYaml(text, 'elasticsearch.yml')[0]?.value;
    const found = valueAt(value, name) ?? valueAt(value, ...name.split('.'));
    return found === undefined || found === null || isObject(found) ? undefined : [found].flat().map(String).join(',');
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
