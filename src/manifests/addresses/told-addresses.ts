import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';
import { type Address, addressesIn, addressesWithin } from './address';
import { type ProgramSetting, settingsOf } from './program-settings';

/** An address that a program is told, and where. */
export interface ToldAddress extends Address, Omit<ProgramSetting, 'text'> {
  /** Whether it was found in a text of unknown form, such as a script: it may be a mention only. */
  readonly isMention: boolean;
}

const known = new WeakMap<ObjectIndex, WeakMap<KubernetesObject, readonly ToldAddress[]>>();

/** The addresses in the variables, arguments and mounted ConfigMaps of an object's pods. */
export function addressesOf(object: KubernetesObject, index: ObjectIndex): readonly ToldAddress[] {
  const ofIndex = known.get(index) ?? new WeakMap<KubernetesObject, readonly ToldAddress[]>();
  known.set(index, ofIndex);
  const before = ofIndex.get(object);
  if (before) return before;
  const found = settingsOf(object, index).flatMap(toldIn);
  ofIndex.set(object, found);
  return found;
}

function toldIn({ text, ...setting }: ProgramSetting): readonly ToldAddress[] {
  // Of `spring.datasource.url` the last word says what the value is.
  const name = setting.name.split('.').at(-1) ?? '';
  const values = setting.isNamed ? addressesIn(name, text) : [];
  const isMention = values.length === 0;
  return (isMention ? addressesWithin(name, text) : values).map((address) => ({ ...setting, ...address, isMention }));
}

/** Where an address is written, in words: `DB_HOST`, `key 'app.yaml' of ConfigMap 'shop'`, `an argument`. */
export function writtenAt({ name, key }: Pick<ToldAddress, 'name' | 'key'>): string {
  const setting = name === '' ? 'an argument' : name;
  if (key === undefined) return setting;
  const within = `key '${key.key}' of ConfigMap '${key.configMap}'`;
  return setting === key.key || name === '' ? within : `${setting} in ${within}`;
}
