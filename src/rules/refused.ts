import type { KubernetesObject } from '../manifests/object';
import { isPlaceholder } from './placeholders';
import { rules } from './registry';
import type { Complaint, RefusalRule } from './rule';
import { conditionComplaints } from './schema/exclusive-fields';
import { deadlineComplaints } from './schema/value-range';

/** What the API server refuses in an object, whatever other objects there are. */
interface Refused extends Complaint {
  /** Whether it refuses it only in a server-side apply, as Argo CD can do and `npm run deploy` does. */
  readonly isServerSide: boolean;
}

const refusals = rules.filter((rule): rule is RefusalRule => 'isRefusal' in rule);

/** What the API server refuses in an object besides what its schema says. `test/cluster/changes.test.ts` holds each against a real one. */
export function refusedIn(object: KubernetesObject): readonly Refused[] {
  const found = refusals.flatMap((rule) =>
    rule.appliesTo.includes(object.type) ? [...rule.check(object)].map((it) => ({ ...it, isServerSide: isVariable(it) })) : [],
  );
  const compared = [...conditionComplaints(object), ...deadlineComplaints(object)].map((it) => ({ ...it, isServerSide: false }));
  return [...found, ...compared].filter(({ at }) => !isPlaceholder(object, at));
}

/** Of variables of the same name the last one wins, except in a server-side apply, whose lists have keys. */
function isVariable({ at: { path } }: Complaint): boolean {
  return path.at(-3) === 'env';
}
