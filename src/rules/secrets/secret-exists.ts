import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { secretReaders, secretReferencesOf } from '../../manifests/secret-references';
import { show } from '../../manifests/words';
import { isKnown, listing, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

export const secretExists: Rule = {
  id: 'secret-exists',
  severity: 'hint',
  title: 'Every referenced Secret exists',
  why: 'Pods wait for a missing Secret indefinitely. Secrets are often created outside the manifests, so only a probable typo is reported, or a Secret missing from `provided` when Secrets are listed there.',
  fix: 'Correct the name, or list the Secret under `provided`.',
  appliesTo: secretReaders,
  *check(object, context) {
    for (const { optional, ...reference } of secretReferencesOf(object)) {
      const { at, name, namespace } = reference;
      if (optional || context.secrets.find(namespace, name) || isKnown(reference, context)) continue;
      const complaint = context.provided.lists('Secret') ? missing(reference, context) : typo(object, name, context);
      if (complaint) yield { at, ...complaint };
    }
  },
};

function typo(object: KubernetesObject, name: string, { secrets }: Context): Omit<Complaint, 'at'> | undefined {
  const list = listing({ type: 'Secret', namespace: object.namespace, name });
  const made = secrets.typo(object, name);
  if (made !== undefined)
    return {
      message: `nothing creates Secret ${show(name)} in namespace '${object.namespace}', but '${made}' exists`,
      fix: `write '${made}', or ${list}`,
    };
  const other = secrets.otherSpelling(object, name);
  if (other === undefined) return undefined;
  return {
    message: `Secret ${show(name)} is spelled '${other.name}' in ${inWords(other.by)}`,
    fix: `use the same name in both, or list 'Secret/${object.namespace}/${name}' and 'Secret/${object.namespace}/${other.name}' under 'provided' (topology file or environment)`,
  };
}
