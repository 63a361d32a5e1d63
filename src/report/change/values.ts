import type { FieldChange, ObjectChange, TopologyDifference } from '../../change/result';
import { isObject } from '../../manifests/value';

/** What a change does to an object: `rollout of 3 pods`. */
export function consequenceText({ consequence, pods }: ObjectChange): string {
  return pods === undefined ? consequence : `${consequence} of ${pods === 1 ? '1 pod' : `${pods} pods`}`;
}

/** `+`, `-` or `~`: the field is new, gone or different. */
export function signOf({ before, after }: TopologyDifference): string {
  if (before === undefined) return '+';
  return after === undefined ? '-' : '~';
}

/** A field with its values in one line: `spec.replicas: 2 -> 3`. */
export function valuesText({ field, before, after }: TopologyDifference): string {
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
