import type { KubernetesObject } from '../manifests/object';
import { requestsUnderLimits } from './containers/requests-under-limits';
import { uniqueContainerPorts } from './containers/unique-container-ports';
import { uniqueNames } from './containers/unique-names';
import { isPlaceholder } from './placeholders';
import { mountHasVolume } from './pods/mount-has-volume';
import { restartPolicyFitsKind } from './pods/restart-policy-fits-kind';
import { selectorMatchesTemplate } from './pods/selector-matches-template';
import type { Complaint, ObjectRule } from './rule';
import { autoscalerRange } from './scheduling/autoscaler-range';
import { rolloutCanProceed } from './scheduling/rollout-can-proceed';
import { conditionComplaints } from './schema/exclusive-fields';
import { deadlineComplaints } from './schema/value-range';
import { serviceHasPorts } from './services/service-has-ports';
import { uniqueServicePorts } from './services/unique-service-ports';

/** What the API server refuses in an object, whatever other objects there are. */
interface Refused extends Complaint {
  /** Whether it refuses it only in a server-side apply, as Argo CD can do and `npm run deploy` does. */
  readonly isServerSide: boolean;
}

/** The rules about one object that the API server has too. */
const rules: readonly ObjectRule[] = [
  selectorMatchesTemplate,
  restartPolicyFitsKind,
  uniqueNames,
  uniqueContainerPorts,
  uniqueServicePorts,
  serviceHasPorts,
  mountHasVolume,
  requestsUnderLimits,
  rolloutCanProceed,
  autoscalerRange,
];

/** What the API server refuses in an object besides what its schema says. `test/cluster/changes.test.ts` holds each against a real one. */
export function refusedIn(object: KubernetesObject): readonly Refused[] {
  const found = rules.flatMap((rule) =>
    rule.appliesTo.includes(object.type) ? [...rule.check(object)].map((it) => ({ ...it, isServerSide: isVariable(it) })) : [],
  );
  const compared = [...conditionComplaints(object), ...deadlineComplaints(object)].map((it) => ({ ...it, isServerSide: false }));
  return [...found, ...compared].filter(({ at }) => !isPlaceholder(object, at));
}

/** Of variables of the same name the last one wins, except in a server-side apply, whose lists have keys. */
function isVariable({ at: { path } }: Complaint): boolean {
  return path.at(-3) === 'env';
}
