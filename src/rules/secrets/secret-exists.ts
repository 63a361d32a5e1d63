import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { secretReaders, secretReferencesOf } from '../../manifests/secret-references';
import { show } from '../../manifests/words';
import { isKnown, missing } from '../resolve';
import type { Complaint, Context, Rule } from '../rule';

export const secretExists: Rule = {
  id: 'secret-exists',
  severity: 'hint',
  title: "A Secret's name is not a typo of an existing one",
  why: 'A Secret may well be made outside of the manifests, so only its absence from the list of what is provided tells, or a name that is nearly another: the pods would wait for it forever.',
  fix: 'Correct the name, or list the Secret as provided.',
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
  const entry = `'provided' in the topology file or the environment: Secret/${object.namespace}/${name}`;
  const made = secrets.typo(object, name);
  if (made !== undefined)
    return {
      message: `nothing makes a Secret ${show(name)}, but one that is called '${made}'`,
      fix: `write '${made}', or add it to ${entry}`,
    };
  const other = secrets.otherSpelling(object, name);
  if (other === undefined) return undefined;
  return { message: `${show(name)} is written '${other.name}' in ${inWords(other.by)}`, fix: `write both alike, or add both to ${entry}` };
}
