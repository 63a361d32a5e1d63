import type { IConstruct } from 'constructs';
import { isObject } from '../../manifests/value';
import { refuse } from './refuse';
import { shown } from './shown';

/** The entries of a setting, none if it is left out. Refuses a value that isn't an object, such as a string or a list. */
export function entriesOf<Value>(
  construct: IConstruct,
  setting: string,
  record: Readonly<Record<string, Value>> | undefined,
  example: string,
): [string, Value][] {
  if (record === undefined) return [];
  if (isPlain(record)) return Object.entries(record);
  refuse(construct, { setting, message: `must be an object, got ${shown(record)}`, fix: `write for example ${example}` });
  return [];
}

/** Whether it is a plain object, and not an instance of a class such as Size. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
