import type { ProgramSetting } from './program-setting';

/** Words of a switch: `CACHE_ENABLED`, `USE_CACHE`, `cache.disabled`. */
const forOn = new Set(['enabled', 'enable', 'active', 'use']);
const forOff = new Set(['disabled', 'disable', 'skip']);

const yes = /^(true|yes|on|1)$/i;
const no = /^(false|no|off|0)$/i;

/** Whether a text is a boolean, as configurations write one. */
export function isBoolean(text: string): boolean {
  return yes.test(text) || no.test(text);
}

/**
 * The setting that turns off what another one is about, such as `CACHE_ENABLED: false` beside `CACHE_HOST`, among those that the same program reads; undefined if there
 * is none. That it does, only its name says.
 */
export function switchOff(settings: readonly ProgramSetting[]): (of: ProgramSetting) => ProgramSetting | undefined {
  const switches = settings.flatMap((setting) => {
    const feature = featureOff(setting);
    return feature.length > 0 ? [{ setting, feature }] : [];
  });
  return (of) => {
    const words = wordsOf(of.name);
    const isMeant = (feature: readonly string[]) => feature.length < words.length && feature.every((word, at) => word === words[at]);
    return switches.find(({ setting, feature }) => isReadWith(setting, of) && isMeant(feature))?.setting;
  };
}

/** In the same container, or in the same file. */
function isReadWith(one: ProgramSetting, { container, key }: ProgramSetting): boolean {
  const isSameFile = key !== undefined && one.key?.configMap === key.configMap && one.key.key === key.key;
  return isSameFile || (container !== undefined && one.container?.value === container.value);
}

/** The words of the feature that a setting turns off; empty for any other setting. */
function featureOff({ name, text }: ProgramSetting): readonly string[] {
  if (!isBoolean(text)) return [];
  const words = wordsOf(name);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const off = yes.test(text) ? forOff : forOn;
  if (off.has(last)) return words.slice(0, -1);
  return off.has(first) ? words.slice(1) : [];
}

/** `cacheHost`, `CACHE_HOST` and `cache.host` are the same words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
