import type { FieldChange, ObjectChange } from '../../change/result';
import { inWords } from '../../manifests/identity';

/** An object in a heading: `Deployment 'shop/web'`, or `Deployment 'shop/www', renamed from 'shop/web'`. */
export function subjectOf(object: ObjectChange): string {
  const { kind, namespace, replaces } = object;
  if (replaces === undefined) return inWords(object);
  const old = replaces.slice(kind.length + 1);
  const how = namespace === '' || old.startsWith(`${namespace}/`) ? 'renamed' : 'moved';
  return `${inWords(object)}, ${how} from '${old}'`;
}

/** What a change does to an object: `rollout of 3 pods`. */
export function consequenceText({ consequence, pods }: ObjectChange): string {
  return pods === undefined ? consequence : `${consequence} of ${pods === 1 ? '1 pod' : `${pods} pods`}`;
}

/** `+`, `-` or `~`: the field is new, gone or different. */
export function signOf({ before, after }: FieldChange): string {
  if (before === undefined) return '+';
  return after === undefined ? '-' : '~';
}

/** A field with its values in one line: `spec.replicas: 2 -> 3`. */
export function valuesText({ field, before, after }: FieldChange): string {
  if (before === undefined) return `${field}: ${valueText(after)}`;
  if (after === undefined) return `${field}: ${valueText(before)}`;
  return `${field}: ${valueText(before)} -> ${valueText(after)}`;
}

const longest = 160;

function valueText(value: unknown): string {
  if (typeof value === 'string' && value.includes('\n')) return `a text of ${value.split('\n').length} lines`;
  const text = typeof value === 'string' ? value || "''" : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
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
