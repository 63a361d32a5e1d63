import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';
import { type Address, addressesIn, addressesWithin } from './address';
import type { ProgramSetting } from './program-setting';
import { settingsOf } from './program-settings';
import { isBoolean, switchOff } from './switched-off';

/** An address that a program is told, and where. */
export interface ToldAddress extends Address, Omit<ProgramSetting, 'text'> {
  /** Whether it was found in a text of unknown form, such as a script: it may be a mention only. */
  readonly isMention: boolean;

  /** The setting that turns off what it is for, by its name, such as `CACHE_ENABLED`. */
  readonly offBy?: string;
}

const known = new WeakMap<ObjectIndex, WeakMap<KubernetesObject, readonly ToldAddress[]>>();

/** The addresses in the variables, arguments and mounted ConfigMaps of an object's pods. */
export function addressesOf(object: KubernetesObject, index: ObjectIndex): readonly ToldAddress[] {
  const ofIndex = known.get(index) ?? new WeakMap<KubernetesObject, readonly ToldAddress[]>();
  known.set(index, ofIndex);
  const before = ofIndex.get(object);
  if (before) return before;
  const settings = settingsOf(object, index);
  const switchOf = switchOff(settings);
  const found = settings.flatMap((setting) => {
    const addresses = toldIn(setting);
    const offBy = addresses.length > 0 ? switchOf(setting)?.name : undefined;
    return offBy === undefined ? addresses : addresses.map((address) => ({ ...address, offBy }));
  });
  ofIndex.set(object, found);
  return found;
}

function toldIn({ text, ...setting }: ProgramSetting): readonly ToldAddress[] {
  if (isBoolean(text)) return [];
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
