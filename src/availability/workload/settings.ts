import { configMapsOf } from '../../manifests/configuration';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/** A setting of the system that runs in a workload's containers. */
interface Setting {
  readonly key: string;
  readonly value: string;
  /** Where it stands, in words. */
  readonly source: string;
}

export type Settings = readonly Setting[];

/** What the containers are told: their environment, their commands, and the files and variables of the ConfigMaps that they read. */
export function settingsOf(workload: WorkloadResource, index: ObjectIndex): Settings {
  const own = workload.pod.containers.flatMap((container) => [
    ...container.parts('env').map((it) => ({ key: it.text('name') ?? '', value: it.text('value') ?? '', source: 'its environment' })),
    ...[...container.parts('command'), ...container.parts('args')].flatMap((it) => optionsIn(it.text() ?? '')),
  ]);
  const files = configMapsOf(workload).flatMap(({ namespace, name }) => {
    const map = index.find('ConfigMap', namespace, name);
    return map ? settingsIn(map) : [];
  });
  return [...own, ...files];
}

/** The end of a longer text is not looked at. */
const longest = 200_000;

/** `--initial-cluster=a,b`, `-bootstrap-expect 3` and the like, also within a script. */
function optionsIn(text: string): Settings {
  return [...text.slice(0, longest).matchAll(/(?:^|\s)--?([A-Za-z][\w.-]*)(?:[=\s]+([^\s]*))?/g)].map(([, key = '', value = '']) => ({
    key,
    value,
    source: 'its command',
  }));
}

const known = new WeakMap<KubernetesObject, Settings>();

/** Many workloads may read a ConfigMap, so it is read once. */
function settingsIn(map: KubernetesObject): Settings {
  const settings = known.get(map) ?? settingsFrom(map);
  known.set(map, settings);
  return settings;
}

/** A variable for each key, and each `key: value` or `key = value` of a file that no comment holds. */
function settingsFrom({ root, name }: KubernetesObject): Settings {
  const source = `ConfigMap ${name}`;
  return root.parts('data').flatMap((entry) => {
    const text = (entry.text() ?? '').slice(0, longest);
    const lines = [...text.matchAll(/(?:^|[{,])[ \t]*["']?([\w.-]+)["']?[ \t]*[:=][ \t]*(?=([^\n]{0,2000}))/gm)];
    return [{ key: entry.key, value: text, source }, ...lines.map(([, key = '', value = '']) => ({ key, value, source }))];
  });
}
