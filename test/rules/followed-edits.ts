import { parse } from 'yaml';
import type { Path } from '../../src/manifests/pointer';
import { isObject } from '../../src/manifests/value';

// biome-ignore lint/suspicious/noExplicitAny: objects of any kind, as a person edits them
export type Draft = any;

/** The object of a finding, open for changes, and where in it the finding is. */
export interface Place {
  readonly object: Draft;
  readonly path: Path;
  readonly rule: string;
  readonly message: string;

  /** All objects. */
  readonly all: Draft[];
}

export const last = (path: Path) => path.at(-1) as string | number;
export const step = (value: Draft, key: string | number) => {
  value[key] ??= {};
  return value[key];
};
export const at = (object: Draft, path: Path): Draft => path.reduce(step, object);
export const parent = ({ object, path }: Place) => at(object, path.slice(0, -1));
export const current = (place: Place) => parent(place)?.[last(place.path)];

export function set(place: Place, value: unknown): void {
  parent(place)[last(place.path)] = value;
}

export function remove(place: Place): void {
  const holder = parent(place);
  if (Array.isArray(holder)) holder.splice(Number(last(place.path)), 1);
  else delete holder[last(place.path)];
}

/** A field and its value, such as `maxUnavailable: 1`, in place of what is wrong, or where it is missing. */
export function setFields(place: Place, text: string): void {
  const fields = parse(text) as Record<string, unknown>;
  const value = current(place);
  const isWithin = isObject(value) && !(String(last(place.path)) in fields);
  if (place.path.length === 0) Object.assign(place.object, fields);
  else if ('replicas' in fields) Object.assign(place.object.spec, fields);
  else if (isWithin) Object.assign(value, fields);
  else {
    // The other bound of a budget excludes this one.
    if (last(place.path) === 'minAvailable') remove(place);
    Object.assign(parent(place), fields);
  }
}

/** What stands between quotes: a value, a field with its value, or the key of an annotation or a field. */
export function setQuoted(place: Place, text: string): void {
  if (text === 'because ...') set(place, 'because the vendor says so');
  else if (/^\w+: \S/.test(text)) setFields(place, text);
  else if (['known-field', 'known-annotation', 'acceptance-names-rule'].includes(place.rule)) {
    const value = current(place);
    remove(place);
    parent(place)[text] = value;
  } else set(place, text);
}

/** The value in the ConfigMap that a message names. */
export function inConfigMap({ message, all, ...place }: Place, change: (value: string) => string): void {
  const [, key = '', name = ''] = /key '([^']+)' of ConfigMap '([^']+)'/.exec(message) ?? [];
  const { data } = all.find(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name && metadata.namespace === place.object.metadata.namespace,
  );
  data[key] = change(data[key]);
}

/** The workload's template, and the containers in it. */
export const podSpec = ({ object }: Place) =>
  at(object, object.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec']);

/** The container that a path leads into. */
export function containerOf({ object, path }: Place): Draft {
  const index = path.findIndex((key) => /ontainers$/.test(String(key)));
  return at(object, path.slice(0, index + 2));
}

export function openListeners(all: readonly Draft[]): void {
  for (const { kind, spec } of all)
    if (kind === 'Gateway') for (const listener of spec.listeners) listener.allowedRoutes = { namespaces: { from: 'All' } };
}

/** A policy that allows what a fix asks for, by the labels of the pods that it names. */
export function allow({ object, all }: Place, [direction = '', to, namespace, protocol, port]: readonly string[]): void {
  const labelsOf = (it: Draft) => (it.kind === 'CronJob' ? it.spec.jobTemplate.spec.template : it.spec.template).metadata.labels;
  const selected = (it: Draft) => ({ podSelector: { matchLabels: labelsOf(it) } });
  const target =
    to === undefined ? undefined : all.find((it) => it?.spec?.template && `${it.metadata.namespace}/${it.metadata.name}` === to);
  const own = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': object.metadata.namespace } }, ...selected(object) };
  const peer = target
    ? { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': target.metadata.namespace } }, ...selected(target) }
    : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  const ports = [{ protocol, port: Number(port) }];
  const isIngress = direction === 'ingress';
  all.push({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `followed-${direction}`, namespace: (isIngress ? target : object).metadata.namespace },
    spec: {
      ...selected(isIngress ? target : object),
      policyTypes: [isIngress ? 'Ingress' : 'Egress'],
      ...(isIngress ? { ingress: [{ from: [own], ports }] } : { egress: [{ to: [peer], ports }] }),
    },
  });
}

export function setPort(place: Place, name: string, number: string | undefined): void {
  const value = current(place);
  const isNumber = typeof value === 'number' || /^\d+$/.test(String(value));
  set(place, isNumber && number ? Number(number) : /^\d+$/.test(name) ? Number(name) : name);
}

export function setLabels(place: Place): void {
  const labels = at(place.object, ['spec', 'template', 'metadata', 'labels']);
  const index = place.path.lastIndexOf('labelSelector');
  const holder = at(place.object, place.path.slice(0, index < 0 ? place.path.length : index));
  holder.labelSelector = { matchLabels: labels };
}
