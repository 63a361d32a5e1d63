import { secretsOf } from '../../manifests/configuration';
import { podMakers } from '../../manifests/pod';
import { wrongKeysOf } from '../pods/keys';
import type { Rule } from '../rule';

export const secretKeyExists: Rule = {
  id: 'secret-key-exists',
  severity: 'error',
  title: 'Every key that pods read from a Secret exists',
  why: 'With a missing key, the container does not start or the volume is not mounted. Checked for Secrets in the manifests and those that cert-manager creates.',
  fix: 'Correct the key, or add it to the Secret.',
  appliesTo: podMakers,
  *check(object, { secrets }) {
    for (const reference of secretsOf(object)) {
      const { keys } = secrets.find(reference.namespace, reference.name) ?? {};
      if (keys && !reference.optional) yield* wrongKeysOf(reference, `Secret '${reference.namespace}/${reference.name}'`, keys);
    }
  },
};
