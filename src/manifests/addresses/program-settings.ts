import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';
import type { Place } from '../place';
import type { FileSetting } from './file-setting';
import { fileSettings } from './file-settings';
import type { ProgramSetting } from './program-setting';
import { serviceVariables } from './service-variables';
import { volumeServers } from './volume-servers';

/** The value of a variable; undefined for one that isn't known. A namespace may have thousands, of which a text names few. */
type Variables = (name: string) => string | undefined;

/** All that the programs of an object's pods are told in the manifests, and the servers of what they mount. The content of Secrets is not read. */
export function settingsOf(object: KubernetesObject, index: ObjectIndex): readonly ProgramSetting[] {
  if (!object.pod) return [];
  const links = serviceVariables(object, index);
  const containers = object.pod.containers.flatMap((container) => {
    const variables = variablesOf(container, object.namespace, index, links);
    const texts = new Map(variables.map(({ name, text }) => [name, text]));
    const values: Variables = (name) => texts.get(name) ?? links.get(name);
    const told = [...variables.flatMap(withParts), ...argumentsOf(container, values), ...checksOf(container, values)];
    return isForStart(container, object.pod?.spec) ? told.map((it) => ({ ...it, isForStart: true })) : told;
  });
  return [...containers, ...filesOf(object, index), ...volumeServers(object, index)];
}

/** An init container that goes on beside the others is none of the start. */
function isForStart(container: Place, spec: Place | undefined): boolean {
  const first = spec?.items('initContainers') ?? [];
  return first.some(({ value }) => value === container.value) && container.text('restartPolicy') !== 'Always';
}

/** A variable may hold JSON: each value in it is a setting. */
function withParts(variable: ProgramSetting): readonly ProgramSetting[] {
  if (!/^\s*[[{]/.test(variable.text)) return [variable];
  return fileSettings('value.json', variable.text).map(({ name, text }) => ({
    ...variable,
    name: name === '' ? variable.name : `${variable.name}.${name}`,
    text,
  }));
}

/** The variables of a container, those of whole ConfigMaps first: a variable of its own replaces one of theirs. */
function variablesOf(
  container: Place,
  namespace: string,
  index: ObjectIndex,
  links: ReadonlyMap<string, string>,
): readonly ProgramSetting[] {
  const known = new Map<string, ProgramSetting>();
  for (const source of container.parts('envFrom')) {
    const at = source.at('configMapRef', 'name');
    const prefix = source.text('prefix') ?? '';
    for (const [key, text] of dataOf(at, namespace, index)) {
      const name = `${prefix}${key}`;
      known.set(name, { at, name, text, container, key: { configMap: at.text() ?? '', key }, isNamed: true });
    }
  }
  for (const variable of container.parts('env')) {
    const name = variable.text('name') ?? '';
    const setting = variableOf(variable, name, namespace, index);
    known.delete(name);
    if (setting) known.set(name, { ...setting, text: expanded(setting.text, (it) => known.get(it)?.text ?? links.get(it)), container });
  }
  return [...known.values()];
}

function variableOf(variable: Place, name: string, namespace: string, index: ObjectIndex): ProgramSetting | undefined {
  const value = variable.at('value');
  const own = value.text();
  if (own !== undefined) return { at: value, name, text: own, isNamed: true };
  const reference = variable.at('valueFrom', 'configMapKeyRef');
  const key = reference.text('key') ?? '';
  const text = dataOf(reference.at('name'), namespace, index).get(key);
  return text === undefined
    ? undefined
    : { at: reference.at('key'), name, text, key: { configMap: reference.text('name') ?? '', key }, isNamed: true };
}

/**
 * A text with the variables that come before it filled in; one that isn't known stays as it is.
 *
 * Source: kubernetes.io, Define Dependent Environment Variables: `$(VAR)`, and `$$(VAR)` for the characters themselves.
 */
function expanded(text: string, variables: Variables): string {
  return text.includes('$(') ? text.replace(/(?<!\$)\$\(([\w.-]+)\)/g, (whole, name) => variables(name) ?? whole) : text;
}

/** A word of a command, which may be a script, with the variables filled in: in a script, those that the kubelet sets for Services. */
function scripted(word: string, variables: Variables): string {
  const text = expanded(word, variables);
  return text.replace(/\$\{?(\w+_(?:SERVICE_HOST|SERVICE_PORT|PORT\w*))\}?/g, (whole, name) => variables(name) ?? whole);
}

const flag = /^-{1,2}(?:D(?=\w+\.))?([A-Za-z][\w.-]*)(?:=(.*))?$/s;

/** `--name=value` and `--name value`; anything else is a text. */
function argumentsOf(container: Place, variables: Variables): readonly ProgramSetting[] {
  const words = [...container.parts('command'), ...container.parts('args')].flatMap((at) => {
    const text = at.text();
    return text === undefined ? [] : [{ at, text: scripted(text, variables) }];
  });
  let before = '';
  return words.flatMap(({ at, text }) => {
    const [, name, value] = flag.exec(text) ?? [];
    const awaited = before;
    before = name !== undefined && value === undefined ? name : '';
    if (name !== undefined) return value === undefined ? [] : [{ at, name, text: value, container, isNamed: true }];
    const isNamed = !/\s/.test(text);
    return [{ at, name: isNamed ? awaited : '', text, container, isNamed }];
  });
}

/** Whether its pod is ready, or stays, is what these say. */
const checks = [['startupProbe'], ['readinessProbe'], ['livenessProbe'], ['lifecycle', 'postStart']] as const;
const ofTheStart: ReadonlySet<string> = new Set(['startupProbe', 'postStart']);

/** The commands and hosts of probes and of the hook after the start. */
function checksOf(container: Place, variables: Variables): readonly ProgramSetting[] {
  return checks.flatMap((path) => {
    const check = container.at(...path);
    const field = path.at(-1) ?? '';
    const shared = { container, ...(ofTheStart.has(field) ? { isForStart: true } : { isProbed: true }) };
    const command = check.at('exec', 'command');
    const words = command.parts().flatMap((it) => it.text() ?? []);
    const hosts = ['httpGet', 'tcpSocket'].flatMap((way) => {
      const at = check.at(way, 'host');
      const text = at.text();
      return text === undefined ? [] : [{ ...shared, at, name: `${field}.${way}.host`, text, isNamed: true }];
    });
    const text = scripted(words.join(' '), variables);
    return words.length === 0 ? hosts : [{ ...shared, at: command, name: `${field}.exec.command`, text, isNamed: false }, ...hosts];
  });
}

/** The settings in files that are mounted from ConfigMaps. */
function filesOf({ pod, namespace }: KubernetesObject, index: ObjectIndex): readonly ProgramSetting[] {
  const mounts = pod?.containers.flatMap((container) => container.parts('volumeMounts').map((mount) => ({ container, mount }))) ?? [];
  return (pod?.spec.parts('volumes') ?? []).flatMap((volume) => {
    const users = mounts.filter(({ mount }) => mount.text('name') === volume.text('name'));
    const sources = [volume.at('configMap'), ...volume.parts('projected', 'sources').map((source) => source.at('configMap'))];
    return sources.flatMap((source) => mountedFrom(source, users, namespace, index));
  });
}

/** A container that mounts a volume. */
interface VolumeUser {
  readonly container: Place;
  readonly mount: Place;
}

function mountedFrom(source: Place, users: readonly VolumeUser[], namespace: string, index: ObjectIndex): readonly ProgramSetting[] {
  const at = source.at('name');
  const configMap = at.text();
  if (configMap === undefined || users.length === 0) return [];
  const items = source.parts('items').map((item) => ({ key: item.text('key') ?? '', path: item.text('path') ?? '' }));
  return [...fileSettingsIn(at, namespace, index)].flatMap(([key, settings]) => {
    const paths = items.length === 0 ? [key] : items.flatMap((item) => (item.key === key ? [item.path] : []));
    const reading = users.filter(({ mount }) => {
      const subPath = mount.text('subPath');
      return paths.some((path) => subPath === undefined || path === subPath || path.startsWith(`${subPath}/`));
    });
    const container = reading.length === 1 ? reading[0]?.container : undefined;
    if (reading.length === 0) return [];
    return settings.map((setting) => ({ at, ...setting, container, key: { configMap, key }, isNamed: !/\s/.test(setting.text) }));
  });
}

function dataOf(name: Place, namespace: string, index: ObjectIndex): ReadonlyMap<string, string> {
  const text = name.text();
  return (text === undefined ? undefined : index.find('ConfigMap', namespace, text)?.root.texts('data')) ?? new Map();
}

const known = new WeakMap<KubernetesObject, ReadonlyMap<string, readonly FileSetting[]>>();

/** The settings in the files of a ConfigMap. Many workloads may mount it, so it is read once. */
function fileSettingsIn(name: Place, namespace: string, index: ObjectIndex): ReadonlyMap<string, readonly FileSetting[]> {
  const object = index.find('ConfigMap', namespace, name.text() ?? '');
  if (!object) return new Map();
  const before = known.get(object);
  if (before) return before;
  const settings = new Map([...object.root.texts('data')].map(([key, text]) => [key, fileSettings(key, text)]));
  known.set(object, settings);
  return settings;
}
