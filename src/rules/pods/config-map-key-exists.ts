import { configMapsOf } from '../../manifests/configuration';
import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';
import { wrongKeys } from './keys';

export const configMapKeyExists: Rule = {
  id: 'config-map-key-exists',
  severity: 'error',
  title: 'Every key that pods read from a ConfigMap exists',
  why: 'With a missing key, the container does not start or the volume is not mounted.',
  fix: 'Correct the key, or add it to the ConfigMap.',
  appliesTo: podMakers,
  *check(object, { index }) {
    for (const reference of configMapsOf(object)) {
      const found = index.find('ConfigMap', reference.namespace, reference.name);
      if (found && !reference.optional) yield* wrongKeys(reference, found, ['data', 'binaryData']);
    }
  },
};
