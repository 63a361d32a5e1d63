import type { ConfigurationReference } from '../../manifests/configuration';
import { inWords } from '../../manifests/identity';
import { nearest } from '../../manifests/nearest';
import type { KubernetesObject } from '../../manifests/object';
import { choice, show } from '../../manifests/words';
import type { Complaint } from '../rule';

/** The referenced keys that an object has in none of these fields. */
export function wrongKeys(reference: ConfigurationReference, object: KubernetesObject, fields: readonly string[]): readonly Complaint[] {
  return wrongKeysOf(
    reference,
    inWords(object),
    fields.flatMap((field) => object.root.parts(field).map((value) => value.key)),
  );
}

/** The referenced keys that do not exist. */
export function wrongKeysOf(reference: ConfigurationReference, owner: string, keys: readonly string[]): readonly Complaint[] {
  const known = new Set(keys);
  return reference.keys
    .filter((key) => !known.has(key.text() ?? ''))
    .map((at) => {
      const meant = keys.length > 64 ? undefined : nearest(at.text() ?? '', keys);
      const fix = meant ? `write '${meant}'` : keys.length > 0 ? `use one of its keys: ${choice(keys)}` : 'add the key';
      return { at, message: `${owner} has no key ${show(at.value)}`, fix };
    });
}
