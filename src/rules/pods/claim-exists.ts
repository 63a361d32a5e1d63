import { claimNamesOf, claimTemplatesOf } from '../../manifests/claims';
import type { ObjectIndex } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const claimExists: Rule = {
  id: 'claim-exists',
  severity: 'error',
  title: 'Every PersistentVolumeClaim that pods mount exists',
  why: 'The pods stay Pending until the claim is created in their namespace.',
  fix: 'Correct the name, or add the claim.',
  appliesTo: podMakers,
  *check(object, context) {
    const { namespace } = object;
    for (const at of claimNamesOf(object)) {
      const name = at.text() ?? '';
      if (isOfStatefulSet(name, namespace, context.index)) continue;
      const complaint = missing({ at, type: 'PersistentVolumeClaim', namespace, name }, context);
      if (complaint) yield complaint;
    }
  },
};

/** A backup may mount `data-db-0`, which the StatefulSet `db` creates from its claim template `data`. */
function isOfStatefulSet(name: string, namespace: string, index: ObjectIndex): boolean {
  const parts = name.slice(0, 253).split('-');
  const ordinal = parts.pop() ?? '';
  return (
    /^\d+$/.test(ordinal) && parts.some((_, start) => start > 0 && isClaim(parts.slice(0, start).join('-'), parts.slice(start).join('-')))
  );

  function isClaim(template: string, set: string): boolean {
    const owner = index.find('StatefulSet.apps', namespace, set);
    return owner !== undefined && claimTemplatesOf(owner).some((claim) => claim.text('metadata', 'name') === template);
  }
}
