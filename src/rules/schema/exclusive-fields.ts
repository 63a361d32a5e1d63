import { boundsOf } from '../../manifests/budget';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { choice } from '../../manifests/words';
import type { Complaint, Rule } from '../rule';
import { complaintsOf } from './validation';

export const exclusiveFields: Rule = {
  id: 'exclusive-fields',
  severity: 'error',
  title: 'Mutually exclusive fields are not set together',
  why: 'The API server rejects the object.',
  fix: 'Keep one of the fields.',
  appliesTo: 'every object',
  check: (object, context) => [...complaintsOf(object, context, ['exclusive']), ...conditionComplaints(object)],
};

/** Fields that exclude one another where the schema doesn't say so. */
export function conditionComplaints(object: KubernetesObject): readonly Complaint[] {
  return [...budgetComplaints(object), ...strategyComplaints(object), ...serviceComplaints(object)];
}

/** The field of the update strategy, by the type of the workload. */
const strategies: ReadonlyMap<string, string> = new Map([
  ['Deployment.apps', 'strategy'],
  ['StatefulSet.apps', 'updateStrategy'],
]);

/** Source: k8s.io/kubernetes v1.36.3, pkg/apis/apps/validation, ValidateDeploymentStrategy and ValidateStatefulSetSpec. */
function strategyComplaints({ type, root }: KubernetesObject): readonly Complaint[] {
  const field = strategies.get(type);
  if (field === undefined) return [];
  const [strategy, at] = [root.text('spec', field, 'type'), root.at('spec', field, 'rollingUpdate')];
  if ((strategy !== 'Recreate' && strategy !== 'OnDelete') || !at.isThere) return [];
  return [{ at, message: `${field} ${strategy} allows no rollingUpdate`, fix: 'remove rollingUpdate' }];
}

/** The types that take a field of a Service. */
const ofType: ReadonlyMap<string, readonly string[]> = new Map([
  ['allocateLoadBalancerNodePorts', ['LoadBalancer']],
  ['externalTrafficPolicy', ['LoadBalancer', 'NodePort']],
  ['loadBalancerClass', ['LoadBalancer']],
  ['loadBalancerSourceRanges', ['LoadBalancer']],
]);

/** Source: k8s.io/kubernetes v1.36.3, pkg/apis/core/validation, validateService and validateServiceExternalTrafficPolicy. */
function serviceComplaints({ type, root }: KubernetesObject): readonly Complaint[] {
  if (type !== 'Service') return [];
  const kind = root.text('spec', 'type') ?? 'ClusterIP';
  const isExternal = root.items('spec', 'externalIPs').length > 0;
  const fields = [...ofType].flatMap(([field, types]): readonly Complaint[] => {
    if (types.includes(kind) || !isSet(root.at('spec', field)) || (field === 'externalTrafficPolicy' && isExternal)) return [];
    return [{ at: root.at('spec', field), ...unfit(field, types, kind) }];
  });
  const nodePorts = ['LoadBalancer', 'NodePort'];
  if (nodePorts.includes(kind)) return fields;
  const ports = root.items('spec', 'ports').map((port) => port.at('nodePort'));
  return [...fields, ...ports.filter(isSet).map((at) => ({ at, ...unfit('nodePort', nodePorts, kind) }))];
}

function unfit(field: string, types: readonly string[], type: string): Pick<Complaint, 'message' | 'fix'> {
  return { message: `a Service of type ${type} has no ${field}`, fix: `remove it, or set type to ${choice(types)}` };
}

/** An empty value counts as unset. */
function isSet({ value }: Place): boolean {
  return ![undefined, null, '', 0].includes(value as undefined) && !(Array.isArray(value) && value.length === 0);
}

/** A budget has one bound. Source: k8s.io/kubernetes v1.36.3, pkg/apis/policy/validation. */
function budgetComplaints(object: KubernetesObject): readonly Complaint[] {
  if (object.type !== 'PodDisruptionBudget.policy' || boundsOf(object).length < 2) return [];
  return [
    {
      at: object.root.at('spec'),
      message: 'maxUnavailable and minAvailable are mutually exclusive',
      fix: 'keep only maxUnavailable or minAvailable',
    },
  ];
}
