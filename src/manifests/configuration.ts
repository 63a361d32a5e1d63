import type { KubernetesObject } from './object';
import type { Place } from './place';
import type { Reference } from './reference';

/** A reference to a ConfigMap or a Secret, and the keys it reads. */
export interface ConfigurationReference extends Reference {
  readonly keys: readonly Place[];

  /** Whether pods start without it. */
  readonly optional: boolean;
}

/** The field names that refer to a ConfigMap or a Secret. */
interface Words {
  readonly type: 'ConfigMap' | 'Secret';
  readonly volume: 'configMap' | 'secret';
  readonly nameInVolume: 'name' | 'secretName';
  readonly key: 'configMapKeyRef' | 'secretKeyRef';
  readonly whole: 'configMapRef' | 'secretRef';
}

const configMap: Words = { type: 'ConfigMap', volume: 'configMap', nameInVolume: 'name', key: 'configMapKeyRef', whole: 'configMapRef' };
const secret: Words = { type: 'Secret', volume: 'secret', nameInVolume: 'secretName', key: 'secretKeyRef', whole: 'secretRef' };

/** The ConfigMaps that the pods of an object read. */
export function configMapsOf(object: KubernetesObject): readonly ConfigurationReference[] {
  return referencesOf(object, configMap);
}

/** The Secrets that the pods of an object read. */
export function secretsOf(object: KubernetesObject): readonly ConfigurationReference[] {
  return referencesOf(object, secret);
}

function referencesOf({ pod, namespace }: KubernetesObject, words: Words): readonly ConfigurationReference[] {
  if (!pod) return [];
  const { type } = words;
  const reference = (source: Place, name: Place, keys: readonly Place[]): readonly ConfigurationReference[] => {
    const text = name.text();
    const used = keys.filter((key) => key.text() !== undefined);
    return text ? [{ at: name, type, namespace, name: text, keys: used, optional: source.at('optional').value === true }] : [];
  };
  const items = (source: Place) => source.parts('items').map((item) => item.at('key'));
  const volumes = pod.spec.parts('volumes');
  return [
    ...volumes.map((volume) => volume.at(words.volume)).flatMap((it) => reference(it, it.at(words.nameInVolume), items(it))),
    ...volumes
      .flatMap((volume) => volume.parts('projected', 'sources'))
      .map((source) => source.at(words.volume))
      .flatMap((it) => reference(it, it.at('name'), items(it))),
    ...pod.containers
      .flatMap((container) => container.parts('env'))
      .map((variable) => variable.at('valueFrom', words.key))
      .flatMap((it) => reference(it, it.at('name'), [it.at('key')])),
    ...pod.containers
      .flatMap((container) => container.parts('envFrom'))
      .map((source) => source.at(words.whole))
      .flatMap((it) => reference(it, it.at('name'), [])),
  ];
}
