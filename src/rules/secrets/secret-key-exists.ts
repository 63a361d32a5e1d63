import { secretsOf } from '../../manifests/configuration';
import { podMakers } from '../../manifests/pod';
import { wrongKeysOf } from '../pods/keys';
import type { Rule } from '../rule';

export const secretKeyExists: Rule = {
  id: 'secret-key-exists',
  severity: 'error',
  title: 'A Secret that the manifests hold or a controller makes of them has the keys that pods read of it',
  why: 'A missing key keeps a container from starting, or a volume from being mounted.',
  fix: 'Correct the key, or add it to the Secret.',
  appliesTo: podMakers,
  *check(object, { secrets }) {
    for (const reference of secretsOf(object)) {
      const { keys } = secrets.find(reference.namespace, reference.name) ?? {};
      if (keys && !reference.optional) yield* wrongKeysOf(reference, `Secret '${reference.namespace}/${reference.name}'`, keys);
    }
  },
};
