import type { IConstruct } from 'constructs';
import { isObject } from '../../manifests/value';
import { refuse } from './refuse';
import { shown } from './shown';

/** The values by name in a setting, none where it is left out. Refuses what has no names, such as a text or a list. */
export function entriesOf<Value>(
  construct: IConstruct,
  setting: string,
  record: Readonly<Record<string, Value>> | undefined,
  example: string,
): [string, Value][] {
  if (record === undefined) return [];
  if (isPlain(record)) return Object.entries(record);
  refuse(construct, { setting, message: `must be values by name, got ${shown(record)}`, fix: `write for example ${example}` });
  return [];
}

/** Whether it is an object as somebody writes it, and not one of a class, such as a Size. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
