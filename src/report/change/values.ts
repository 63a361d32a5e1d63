import type { FieldChange, ObjectChange, TopologyDifference } from '../../change/result';
import { inWords } from '../../manifests/identity';
import { isObject } from '../../manifests/value';
import { changedLines } from './lines';

/** An object in a heading: `Deployment 'shop/web'`, or `Deployment 'shop/www', renamed from 'shop/web'`. */
function subjectOf(object: ObjectChange): string {
  const { kind, namespace, replaces } = object;
  if (replaces === undefined) return inWords(object);
  const old = replaces.slice(kind.length + 1);
  const how = namespace === '' || old.startsWith(`${namespace}/`) ? 'renamed' : 'moved';
  return `${inWords(object)}, ${how} from '${old}'`;
}

/** Several of one kind in a heading: `Kustomization 'flux-system/shop-00', 'flux-system/shop-10'`. */
export function subjectsOf([first, ...others]: ObjectsToldOnce): string {
  const names = others.map((other) => subjectOf(other).slice(other.kind.length + 1));
  return [subjectOf(first), ...names].join(', ');
}

/** An object, and others of its kind of which the same is to be told. */
export type ObjectsToldOnce = readonly [ObjectChange, ...ObjectChange[]];

/** Objects in their order, Kustomizations of which the same is to be told at the first of them: an environment has one for each of its stages. */
export function toldOnce(objects: readonly ObjectChange[], told: (object: ObjectChange) => string): readonly ObjectsToldOnce[] {
  const groups = new Map<unknown, [ObjectChange, ...ObjectChange[]]>();
  for (const object of objects) {
    const key = object.kind === 'Kustomization' ? told(object) : object;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return [...groups.values()];
}

/** What a change does to an object: `rollout of 3 pods`. */
export function consequenceText({ consequence, pods }: ObjectChange): string {
  return pods === undefined ? consequence : `${consequence} of ${pods === 1 ? '1 pod' : `${pods} pods`}`;
}

/** `+`, `-` or `~`: the field is new, gone or different. */
export function signOf({ before, after }: TopologyDifference): string {
  if (before === undefined) return '+';
  return after === undefined ? '-' : '~';
}

/** A field with its values: `spec.replicas: 2 -> 3`. Of texts of several lines, the lines that differ follow, each in its own. */
export function fieldLines(change: FieldChange): readonly string[] {
  const { field, before, after } = change;
  const isText = (value: unknown) => typeof value === 'string' && value.includes('\n');
  if (typeof before !== 'string' || typeof after !== 'string' || !(isText(before) || isText(after)))
    return [`${signOf(change)} ${valuesText(change)}`];
  const lines = changedLines(before, after);
  const shown = lines.slice(0, mostLines).map(({ sign, line }) => `    ${sign} ${shortened(line)}`);
  const rest = lines.length > mostLines ? [`      and ${lines.length - mostLines} more`] : [];
  return [`${signOf(change)} ${field}: ${lines.length === 1 ? '1 line differs' : `${lines.length} lines differ`}`, ...shown, ...rest];
}

function valuesText({ field, before, after }: TopologyDifference): string {
  if (before === undefined) return `${field}: ${valueText(after)}`;
  if (after === undefined) return `${field}: ${valueText(before)}`;
  return `${field}: ${valueText(before)} -> ${valueText(after)}`;
}

/** The same of a topology: a zone or a pool that only one side has is told by its name. */
export function topologyValuesText(difference: TopologyDifference): string {
  const { field, before, after } = difference;
  return (before === undefined || after === undefined) && isObject(before ?? after) ? field : valuesText(difference);
}

const longest = 160;
const mostLines = 20;

function valueText(value: unknown): string {
  if (typeof value === 'string' && value.includes('\n')) return `a text of ${value.split('\n').length} lines`;
  return shortened(sourceText(value) ?? (typeof value === 'string' ? value || "''" : JSON.stringify(value)));
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}

/** The value of an environment variable, or where it is from; undefined for any other value. */
function sourceText(value: unknown): string | undefined {
  if (isObject(value) && typeof value['name'] === 'string' && Object.keys(value).length === 2) {
    const { value: text, valueFrom } = value;
    return valueFrom === undefined ? (typeof text === 'string' ? text : undefined) : sourceText(valueFrom);
  }
  const [name, source] = isObject(value) && Object.keys(value).length === 1 ? (Object.entries(value)[0] as [string, unknown]) : [];
  if (!isObject(source)) return undefined;
  if (name === 'secretKeyRef') return `key ${source['key']} of Secret ${source['name']}`;
  if (name === 'configMapKeyRef') return `key ${source['key']} of ConfigMap ${source['name']}`;
  if (name === 'fieldRef') return `field ${source['fieldPath']} of the pod`;
  return name === 'resourceFieldRef' ? `${source['resource']} of the container` : undefined;
}

/** Fields that do the same for the same reason. */
export interface FieldGroup {
  readonly consequence: FieldChange['consequence'];
  readonly because: string;
  readonly fix?: string;
  readonly fields: readonly FieldChange[];
}

/** The fields of an object by what they do. */
export function groupsOf({ fields }: ObjectChange): readonly FieldGroup[] {
  const groups = new Map<string, FieldChange[]>();
  for (const field of fields) {
    const key = `${field.consequence}\n${field.because}`;
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()].map((group) => {
    const [{ consequence, because, fix }] = group as [FieldChange];
    return { consequence, because, fix, fields: group };
  });
}
